import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../model/finding.ts';
import { limitsFor } from '../limits.ts';
import type { Source } from './parse-document.ts';
import { locatePlaces, parseDocument } from './parse-document.ts';
import { locateInDocument, readDocument } from './read-document.ts';
import { runInThread } from './thread.ts';

const LIMITS = limitsFor(1024 ** 3);
/** Longer than what is parsed without a thread. */
const PADDING = '#'.repeat(20_000);

function sourceOf(text: string, extension: string): Source {
  return { text, extension, maxEntries: LIMITS.maxEntries };
}

function messageOf(reading: Promise<unknown>): Promise<unknown> {
  return reading.then(
    () => 'accepted',
    ({ message, position }) => (position ? { message, position } : message),
  );
}

describe('a large document', () => {
  const TEXTS = [
    ['.yaml', `a: { b: 007, c: [1.10, x] }\n"d": 2\n${PADDING}\n`],
    ['.toml', `a = { b = 7, c = [1.1] }\n${PADDING}\n`],
    ['.json', `{"a": {"b": 7, "c": [1.10, "x"], "b": 8}, "d": "${PADDING}"}`],
    ['.conf', `a: { b: 1 }\n${PADDING}\n`],
  ] as const;

  test.each(TEXTS)('is read as a small one is: %s', async (extension, text) => {
    const source = sourceOf(text, extension);
    const places: Place[] = [['a'], ['a', 'b'], ['a', 'c', '0'], ['d'], ['e']].flatMap((path) => [
      { path, part: 'key' },
      { path, part: 'value' },
    ]);

    expect(await readDocument(source, LIMITS)).toEqual(await parseDocument(source));
    expect(await locateInDocument(source, places, LIMITS)).toEqual(
      await locatePlaces(source, places),
    );
  });

  test.each([
    ['.yaml', `${PADDING}\na: [`],
    ['.toml', `${PADDING}\na = [`],
    ['.json', `{"a": "${PADDING}"\n "b": 1}`],
    ['.conf', `<xml>${PADDING}`],
  ])('is refused as a small one is: %s', async (extension, text) => {
    const source = sourceOf(text, extension);
    expect(await messageOf(readDocument(source, LIMITS))).toEqual(
      await messageOf(parseDocument(source)),
    );
  });

  test('that takes too much memory ends its thread alone', async () => {
    const source = { ...sourceOf(`a: [${'1,'.repeat(2_000_000)}]`, '.yaml'), maxEntries: 1e9 };
    expect(await messageOf(runInThread({ source }, { heapMebibytes: 16, timeoutMs: 60_000 }))).toBe(
      'parsing it takes more than 16 MiB of memory',
    );
  });

  test('that takes too long ends its thread alone', async () => {
    const source = { ...sourceOf(`a: [${'1,'.repeat(2_000_000)}]`, '.yaml'), maxEntries: 1e9 };
    expect(await messageOf(runInThread({ source }, { heapMebibytes: 2048, timeoutMs: 1 }))).toBe(
      'parsing it takes more than 0.001 s',
    );
  });

  test('lets other work go on meanwhile', async () => {
    const source = sourceOf(`a: [${'1,'.repeat(90_000)}]`, '.yaml');
    let turns = 0;
    const turn = (): void => {
      turns++;
      timer = setTimeout(turn, 1);
    };
    let timer = setTimeout(turn, 1);
    await readDocument(source, LIMITS);
    clearTimeout(timer);

    expect(turns).toBeGreaterThan(10);
  });
});

describe('the number of entries', () => {
  const entries = (count: number): Record<string, string> => ({
    '.json': `{"a": [${'{},'.repeat(count)}{}]}`,
    '.yaml': `a:\n${'- x\n'.repeat(count)}`,
    '.toml': `[a]\n${'\nb = 1'.repeat(count)}`,
    '.conf': `a: [${'1,'.repeat(count)}]`,
  });

  test.each(Object.entries(entries(1000)))(
    'is limited before %s is parsed',
    async (extension, text) => {
      const source = { ...sourceOf(text, extension), maxEntries: 900 };
      expect(await messageOf(parseDocument(source))).toBe('more than 900 entries');
    },
  );

  test('counts every entry of a document', async () => {
    const countValues = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, inner) => sum + countValues(inner), 1)
        : 1;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (value) => {
        const source = sourceOf(JSON.stringify(value), '.json');
        // One value more than there are separators: the document itself.
        const most = Math.max(0, countValues(value) - 2);
        expect(await messageOf(parseDocument({ ...source, maxEntries: most }))).not.toBe(
          'accepted',
        );
      }),
    );
  });

  test('counts what aliases repeat', async () => {
    const names = 'abcdefgh'.split('');
    const bomb = names.map((name, index) =>
      index === 0 ? `a: &a [x,x,x,x]` : `${name}: &${name} [${`*${names[index - 1]},`.repeat(9)}]`,
    );
    expect(await messageOf(parseDocument(sourceOf(bomb.join('\n'), '.yaml')))).toMatch(
      /^more than \d+ values$/,
    );
  });
});
