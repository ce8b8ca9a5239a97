import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImdsSpec } from '../index.ts';
import { bundledCategories, defineCategory, textSetting } from '../index.ts';
import { createTestImds } from '../testing.ts';

/** A spec whose leaves are all made up: the value of each path is the path itself. */
function madeUp(paths: Iterable<string>): ImdsSpec {
  const entries = [...paths].map((path, index) => [`leaf-${index}`, path] as const);
  const byKey = Object.fromEntries(entries);
  return { categories: [], overrides: { metadata: { paths: byKey, values: byKey } } };
}

describe('a tree of leaves', () => {
  const segment = fc.constantFrom('a', 'b', 'B', 'ab', 'a b', 'é', '#', '50%', '\u{ffee}', '😀');
  const path = fc
    .array(segment, { minLength: 1, maxLength: 5 })
    .map((segments) => `/${segments.join('/')}`);
  const trees = fc.uniqueArray(path, { maxLength: 30 });

  const utf8 = (text: string): string =>
    [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join('');

  /** What is at a path, found by asking every leaf. */
  function search(asked: string, tree: readonly string[]): { status: number; body?: string } {
    if (tree.includes(asked)) return { status: 200, body: asked };
    const prefix = asked === '/' ? '/' : `${asked}/`;
    const below = tree.filter((leaf) => leaf.startsWith(prefix));
    if (below.length === 0) return { status: 404 };
    const names = [...new Set(below.map((leaf) => leaf.slice(prefix.length).split('/')[0] ?? ''))];
    const isDirectory = (name: string): boolean =>
      below.some((leaf) => leaf.startsWith(`${prefix}${name}/`));
    const lines = names
      .sort((one, other) => (utf8(one) < utf8(other) ? -1 : 1))
      .map((name) => (isDirectory(name) && asked !== '/' ? `${name}/` : name));
    return { status: 200, body: lines.join('\n') + (asked === '/' ? '\n' : '') };
  }

  const above = (leaf: string): string[] =>
    leaf.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/') || '/');

  test('answers as a search through all of them would', () => {
    fc.assert(
      fc.property(trees, path, fc.constantFrom('', '/'), (tree, other, slash) => {
        const imds = createTestImds(madeUp(tree));
        for (const asked of new Set([...tree, ...tree.flatMap(above), other])) {
          const target = asked.split('/').map(encodeURIComponent).join('/') + slash;
          expect(imds.request(target)).toMatchObject(search(asked, tree));
        }
      }),
    );
  });

  test('is listed in the order of its bytes, not of UTF-16', () => {
    const imds = createTestImds(madeUp(['/t/z', '/t/\u{ffee}', '/t/😀', '/t/é', '/t/Z', '/t/a/b']));
    expect(imds.request('/t').body.split('\n')).toEqual(['Z', 'a/', 'z', 'é', '\u{ffee}', '😀']);
    expect(imds.imds.snapshot.routes.map((route) => route.path)).toEqual([
      '/t/Z',
      '/t/a/b',
      '/t/z',
      '/t/é',
      '/t/\u{ffee}',
      '/t/😀',
    ]);
  });

  test('of a hundred thousand is compiled, and found by one look-up', () => {
    const paths = Array.from(
      { length: 100_000 },
      (_, index) => `/latest/x/${index % 317}/${index}`,
    );
    const imds = createTestImds(madeUp(paths));
    expect(imds.imds.snapshot.routes).toHaveLength(100_000);
    expect(imds.request('/latest/x').body.split('\n')).toHaveLength(317);
    expect(imds.request('/latest/x/7/7').body).toBe('/latest/x/7/7');
  });

  test('may begin right below the root, and be listed above others', () => {
    const imds = createTestImds(madeUp(['/health', '/latest/x', '/latest']));
    expect(imds.request('/').body).toBe('health\nlatest\n');
    expect(imds.request('/health').body).toBe('/health');
    expect(imds.request('/latest').body).toBe('/latest');
    expect(imds.request('/latest/x').body).toBe('/latest/x');
  });

  test('may hold a name that has to be encoded in a request', () => {
    const imds = createTestImds(madeUp(['/t/50%25', '/t/50%', '/t/a?b', '/t/a b']));
    expect(imds.request('/t/50%25').body).toBe('/t/50%');
    expect(imds.request('/t/50%2525').body).toBe('/t/50%25');
    expect(imds.request('/t/a%3Fb').body).toBe('/t/a?b');
    expect(imds.request('/t/a?b').status).toBe(404);
    expect(imds.request('/t/a%20b').body).toBe('/t/a b');
  });
});

describe('an empty spec', () => {
  test('serves nothing but tokens', () => {
    const imds = createTestImds({ categories: [] });
    expect(imds.request('/').status).toBe(404);
    expect(imds.token()).toHaveLength(56);
  });
});

describe('a leaf', () => {
  const category = defineCategory({
    id: 'test',
    contract: 1,
    description: 'for a test',
    leaves: [
      { key: 'hidden', path: '/t/hidden', value: 'x', listed: false },
      { key: 'seen', path: '/t/seen', value: 'x' },
      { key: 'undefined', path: '/t/undefined', value: () => undefined },
      { key: 'null', path: '/t/null', value: null },
      { key: 'empty', path: '/t/empty', value: '' },
      { key: 'below-undefined', path: '/t/{undefined}/below', value: 'x' },
      { key: 'inner', value: 'inside' },
      { key: 'outer', path: '/t/outer', value: ({ value }) => `${value('INNER')} out` },
      { key: 'clock', path: '/t/clock', value: ({ time }) => time },
    ],
  });
  const imds = createTestImds({ categories: [category] });

  test('that is not listed is served', () => {
    expect(imds.request('/t/hidden').status).toBe(200);
    expect(imds.request('/t').body).toBe('clock\nempty\nouter\nseen');
  });
  test('without a value is not there, nor is one whose path names it', () => {
    for (const path of ['/t/undefined', '/t/null', '/t/below', '/t/undefined/below']) {
      expect(imds.request(path).status).toBe(404);
    }
    expect(imds.request('/t/empty')).toMatchObject({ status: 200, body: '' });
  });
  test('without a path is used by others', () => {
    expect(imds.request('/t/outer').body).toBe('inside out');
  });
  test('that reads the time is made anew', () => {
    const before = Number(imds.request('/t/clock').body);
    imds.clock.advance(7);
    expect(Number(imds.request('/t/clock').body)).toBe(before + 7000);
  });
  test('does not change with the object it was made from', () => {
    const value = { list: ['a'] };
    const own = createTestImds({
      categories: [
        defineCategory({
          id: 'own',
          contract: 1,
          description: 'for a test',
          leaves: [{ key: 'own', path: '/own', value }],
        }),
      ],
    });
    value.list.push('b');
    expect(JSON.parse(own.request('/own').body)).toEqual({ list: ['a'] });
  });
});

describe('a category that fails when it is compiled', () => {
  const bad = {
    contract: 1,
    description: 'for a test',
    leaves: [
      {
        key: 'bad-throws',
        path: 'meta-data/bad/{mac}',
        value: () => {
          throw new Error('no');
        },
      },
      { key: 'bad-json', path: 'meta-data/bad/json', value: { n: 10n as never } },
      { key: 'bad-base64', path: 'meta-data/bad/base64', value: '?', format: 'base64' },
      {
        key: 'bad-cycle',
        path: 'meta-data/bad/cycle',
        value: ({ value }) => value('bad-cycle'),
      },
      { key: 'bad-path', path: 'meta-data/bad/{nothing}', value: 'x' },
      { key: 'bad-object', path: 'meta-data/bad/{iam-info}', value: 'x' },
      {
        key: 'bad-branch',
        path: 'meta-data/bad/branch',
        value: { '../x': '1' },
        branch: true,
      },
      { key: 'fine', path: 'meta-data/bad/fine', value: 'fine' },
    ],
    notices: [
      {
        key: 'bad-timing',
        path: 'meta-data/bad/timing',
        trigger: 'tomorrow',
        value: () => 'x',
      },
      {
        key: 'bad-trigger',
        path: 'meta-data/bad/trigger',
        trigger: () => ({ triggerTime: 'soon' }),
        value: () => 'x',
      },
    ],
  } as const satisfies Partial<Parameters<typeof defineCategory>[0]>;

  test('breaks its own paths alone', () => {
    const category = defineCategory({ id: 'bad', ...bad });
    const imds = createTestImds({ categories: [...bundledCategories, category] });
    const below = '/latest/meta-data/bad';
    for (const name of [
      '0e:49:61:0f:c3:11',
      'json',
      'base64',
      'cycle',
      'branch',
      'timing',
      'trigger',
    ]) {
      expect(imds.request(`${below}/${name}`).status).toBe(500);
    }
    expect(imds.request(`${below}/fine`).body).toBe('fine');
    expect(imds.request('/latest/meta-data/mac').status).toBe(200);
    expect(
      imds.imds.snapshot.problems.map(({ code, message }) => `${code} ${message}`),
    ).toMatchInlineSnapshot(`
      [
        "AEMM_PLACEHOLDER_UNKNOWN The path of "bad-path" names {nothing}, which is not a leaf of metadata.",
        "AEMM_CATEGORY_THREW The path of "bad-object" names {iam-info}, whose value must be text.",
        "AEMM_CATEGORY_THREW Category "bad" cannot make "bad-throws": no.",
        "AEMM_CATEGORY_THREW Category "bad" cannot make "bad-json": Do not know how to serialize a BigInt.",
        "AEMM_CATEGORY_THREW Category "bad" cannot make "bad-base64": it is not base64 text.",
        "AEMM_VALUE_CYCLE The value of "bad-cycle" depends on itself.",
        "AEMM_CATEGORY_THREW Category "bad" cannot make "bad-branch": "../x" is not one segment of a path.",
        "AEMM_TIMING_UNKNOWN There is no timing "tomorrow", only mock.",
        "AEMM_SETTING_INVALID "soon" is not allowed for a trigger time. Allowed: time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.",
      ]
    `);
  });
});

describe('a spec that speaks of what is not there', () => {
  test.each([
    [
      { settings: { rack: { romm: 'red' } } },
      'setting of "rack" with the name "romm". Allowed: room',
    ],
    [{ settings: { rakc: {} } }, 'category with the name "rakc". Allowed: rack'],
    [{ settings: { rack: { constructor: 1 } } }, '"constructor"'],
    [{ timing: { delay: 1 } }, 'timing option with the name "delay". Allowed: delaySec'],
    [{ timing: { delaySec: 'soon' } }, '"soon" is not allowed for timing.delaySec. Allowed: a n'],
    [{ categories: undefined }, '"undefined" is not allowed for categories. Allowed: a list'],
    [{ profile: 'ec2' }, '"ec2" is not allowed for profile. Allowed: aemmProfile, or what'],
    [{ notices: 'rack' }, '"rack" is not allowed for notices. Allowed: a list'],
    [{ paths: 'x' }, '"x" is not allowed for paths. Allowed: an object'],
    [{ states: { rakc: {} } }, 'category with the name "rakc"'],
    [{ settings: null }, '"null" is not allowed for settings. Allowed: an object'],
    [{ settings: { rack: 'red' } }, '"red" is not allowed for settings.rack. Allowed: an object'],
    [{ overrides: { metadata: { values: 'x' } } }, '"x" is not allowed for overrides.metadata.v'],
    [{ roleCredentials: 'x' }, '"x" is not allowed for roleCredentials. Allowed: a function'],
    [{ imdsv2: true }, 'option with the name "imdsv2"'],
    [{ noticeTime: 'fixed' }, '"fixed" is not allowed for noticeTime. Allowed: request,fired'],
    [{ eligibleClients: 1.5 }, '"1.5" is not allowed for eligibleClients. Allowed: a whole number'],
    [{ metadataOptions: { httpToken: 'required' } }, '"metadataOptions.httpToken"'],
    [
      { metadataOptions: { httpTokens: 'yes' } },
      '"yes" is not allowed for metadataOptions.httpTokens. Allowed: optional,required',
    ],
    [{ overrides: { meta: {} } }, 'section with the name "meta"'],
    [{ overrides: { metadata: { value: {} } } }, 'part of "metadata" with the name "value"'],
  ])('is refused: %j', (more, message) => {
    const rack = defineCategory({
      id: 'rack',
      contract: 1,
      description: 'for a test',
      settings: { room: textSetting({ description: 'its room', default: 'blue' }) },
    });
    expect(() => createTestImds({ categories: [rack], ...(more as object) })).toThrow(
      expect.objectContaining({
        code: 'AEMM_SETTING_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });
});
