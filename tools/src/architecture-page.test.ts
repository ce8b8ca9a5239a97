import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EDGES } from './edges.ts';
import { ROOMS } from './rooms.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8');
const [, picture = ''] = /^```mermaid\n(.*?)^```$/ms.exec(page) ?? [];

/** The boxes of the picture: `core["@aemm/core<br>text · instance"]`. */
const boxes = [...picture.matchAll(/^ *(\w+)\["([^<"]+)(?:<br>([^"]+))?"\]$/gm)].map(
  ([, id = '', name = '', rooms]) => ({ id, name, rooms: rooms?.split(' · ') }),
);
const nameOf = new Map(boxes.map(({ id, name }) => [id, name]));
const arrows = [...picture.matchAll(/^ *(\w+) --> (\w+)$/gm)].map(([, from = '', to = '']) => ({
  from: nameOf.get(from),
  to: nameOf.get(to),
}));

/** Every package that a package reaches, by what it imports. */
function reach(name: string, imports: (name: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (from: string): void => {
    for (const to of imports(from)) {
      if (found.has(to)) continue;
      found.add(to);
      visit(to);
    }
  };
  visit(name);
  return found;
}

test('the picture has the packages of the table of edges', () => {
  expect(boxes.map(({ name }) => name).sort()).toEqual(Object.keys(EDGES).sort());
});

test('the picture has the rooms of the table of rooms, in the same order', () => {
  const drawn = boxes.flatMap(({ name, rooms }) => (rooms === undefined ? [] : [[name, rooms]]));
  expect(Object.fromEntries(drawn)).toEqual(ROOMS);
});

test.each(Object.keys(EDGES))(
  'the arrows lead from %s to all it imports, and no further',
  (name) => {
    const allowed = (from: string) => (EDGES[from] ?? []).filter((to) => to in EDGES);
    const drawn = (from: string) =>
      arrows.flatMap((arrow) => (arrow.from === from && arrow.to !== undefined ? [arrow.to] : []));
    expect([...reach(name, drawn)].sort()).toEqual([...reach(name, allowed)].sort());
  },
);

test('the table of rooms in core explains each of its folders', () => {
  const folders = ROOMS['@aemm/core']?.filter((room) => !room.endsWith('.ts'));
  expect([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, room]) => room)).toEqual(folders);
});
