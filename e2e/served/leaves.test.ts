import type { Value } from '@aemm/core';
import { configurableLeaves, defaultValues } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { textOf } from './support/shown.ts';
import type { Assignment, Configured, Served, Source } from './support/sources.ts';
import { categories, nest, useSources } from './support/sources.ts';

const SOURCES = ['file', 'environment', 'startMock'] as const satisfies readonly Source[];

const serve = useSources();

function overriding(assignments: readonly Assignment[]): Configured {
  return { assignments, options: { overrides: nest(assignments) } };
}

const leaves = categories.flatMap((category) =>
  configurableLeaves(category).map((leaf) => ({
    section: category.section,
    key: leaf.key,
    isBranch: 'branch' in leaf,
    // The key of a branch stands for those of its fields too.
    keys: [leaf.key, ...Object.values(('fieldKeys' in leaf && leaf.fieldKeys) || {})],
  })),
);
type Leaf = (typeof leaves)[number];
const rows = leaves.map((leaf) => [`${leaf.section}.*.${leaf.key}`, leaf] as const);

test('there are leaves in every section', () => {
  expect(new Set(leaves.map(({ section }) => section))).toEqual(
    new Set(['metadata', 'dynamic', 'userdata']),
  );
});

/** A value of a leaf that no other has, and how it is served. */
function textFor({ section, isBranch }: Leaf, index = 0): { value: Value; text: string } {
  const text = `value-${index}-`;
  // User data is configured in base64.
  const written = section === 'userdata' ? Buffer.from(text).toString('base64') : text;
  return { value: isBranch ? { Only: written } : written, text };
}

const assignValue = (leaf: Leaf, index?: number): Assignment => ({
  path: [leaf.section, 'values', leaf.key],
  value: textFor(leaf, index).value,
});

const assignPath = ({ section, key }: Leaf): Assignment => ({
  path: [section, 'paths', key],
  value: `/latest/moved/${key}`,
});

/** Whether a text is served anywhere. */
function shows({ mock: { imds } }: Served, text: string): boolean {
  return imds.snapshot.routes.some((route) => textOf(imds, route).includes(text));
}

function isMoved({ mock }: Served, { key }: Leaf): boolean {
  const path = `/latest/moved/${key}`;
  return mock.imds.snapshot.routes.some((route) => `${route.path}/`.startsWith(`${path}/`));
}

function keysServed({ mock }: Served): string[] {
  return mock.imds.snapshot.routes.map(({ key }) => key);
}

describe.each(rows)('%s of startMock', (_, leaf) => {
  const { section, key, keys } = leaf;

  test('is served with its value, or a warning names it', async () => {
    const served = await serve('startMock', overriding([assignValue(leaf)]));
    if (shows(served, textFor(leaf).text)) expect(served.warnings).toBe('');
    else expect(served.warnings).toContain(`${section}.values.${key}`);
  });

  test('is served at its path, or a warning names it', async () => {
    const served = await serve('startMock', overriding([assignPath(leaf)]));
    if (isMoved(served, leaf)) expect(served.warnings).toBe('');
    else expect(served.warnings).toContain(`${section}.paths.${key}`);
  });

  test.each(['values', 'paths'])('is removed by null in %s', async (part) => {
    const removing = [{ path: [section, part, key], value: null }];
    const served = await serve('startMock', overriding(removing));
    expect(served.refused).toBeUndefined();
    expect(keysServed(served).filter((each) => keys.includes(each))).toEqual([]);
  });
});

/** A branch and its fields would replace each other. */
const parts = [
  leaves.filter(({ isBranch }) => isBranch),
  leaves.filter(({ isBranch }) => !isBranch),
];

// Sources differ in how they are read, not in what is served then.
describe.each(SOURCES)('from %s', (source) => {
  test.each(parts)(
    'every leaf is served with its value, or a warning names it',
    async (...part) => {
      const served = await serve(source, overriding(part.map(assignValue)));
      expect(served.refused).toBeUndefined();
      const silent = part.filter(
        (leaf, index) =>
          // It shows within the events, which have a value of their own here.
          leaf.key !== 'event-id' &&
          !shows(served, textFor(leaf, index).text) &&
          !served.warnings.includes(`${leaf.section}.values.${leaf.key}`),
      );
      expect(silent.map(({ key }) => key)).toEqual([]);
    },
  );

  test.each(parts)('every leaf is served at its path, or a warning names it', async (...part) => {
    const served = await serve(source, overriding(part.map(assignPath)));
    expect(served.refused).toBeUndefined();
    const silent = part.filter(
      (leaf) =>
        !isMoved(served, leaf) && !served.warnings.includes(`${leaf.section}.paths.${leaf.key}`),
    );
    expect(silent.map(({ key }) => key)).toEqual([]);
  });

  // A variable is text.
  test.skipIf(source === 'environment').each(['values', 'paths'])(
    'every leaf is removed by null in %s',
    async (part) => {
      const removing = leaves.map(({ section, key }) => ({
        path: [section, part, key],
        value: null,
      }));
      expect(keysServed(await serve(source, overriding(removing)))).toEqual([]);
    },
  );
});

const defaults = defaultValues(categories);

/** The fields of documents. What is `null` by default stays so where a file that AEMM saved repeats it. */
const fields = leaves.flatMap(({ section, key, isBranch }) => {
  const document = defaults.get(`${section}.${key}`.toLowerCase());
  if (isBranch || !isDocument(document)) return [];
  return Object.keys(document).flatMap((name) =>
    document[name] === null
      ? []
      : SOURCES.map((source) => [`${section}.values.${key}`, name, source, document] as const),
  );
});

function isDocument(value: Value | undefined): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe.each(fields)('%s.%s from %s', (written, name, source, document) => {
  const path = [...written.split('.'), name];
  const [, , key = ''] = path;

  test('is replaced alone', async () => {
    const served = await serve(source, overriding([{ path, value: 'other' }]));
    expect(documentAt(served, key)).toEqual({ ...document, [name]: 'other' });
  });

  test.skipIf(source === 'environment')('is removed by null', async () => {
    const { [name]: _, ...rest } = document;
    const served = await serve(source, overriding([{ path, value: null }]));
    expect(documentAt(served, key)).toEqual(rest);
  });
});

/** The document of a leaf, where there is one. */
function documentAt({ mock }: Served, key: string): Record<string, Value> {
  const route = mock.imds.snapshot.routes.find((each) => each.key === key);
  return route === undefined ? {} : JSON.parse(textOf(mock.imds, route));
}
