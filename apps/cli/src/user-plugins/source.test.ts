import { homedir, tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { parseSource } from './source.ts';

const cwd = tmpdir();

test.each([
  ['aemm-plugin-rack', 'aemm-plugin-rack', 'latest'],
  ['aemm-plugin-rack@1.2.0', 'aemm-plugin-rack', '1.2.0'],
  ['aemm-plugin-rack@', 'aemm-plugin-rack', 'latest'],
  ['@acme/plugin-rack', '@acme/plugin-rack', 'latest'],
  ['@acme/plugin-rack@next', '@acme/plugin-rack', 'next'],
  ['rack@^1 || 2', undefined, undefined],
])('%s is a package', (typed, name, tag) => {
  const expected =
    name === undefined ? { kind: 'url', url: typed } : { kind: 'package', name, tag };
  expect(parseSource(typed, cwd)).toEqual(expected);
});

test.each([
  ['.', cwd],
  ['~/', homedir()],
  [cwd, cwd],
  [`file:${cwd}`, cwd],
  [pathToFileURL(cwd).href, cwd],
])('%s is a folder', (typed, path) => {
  expect(parseSource(typed, cwd)).toEqual({ kind: 'folder', path });
});

test.each([
  'acme/rack',
  'github:acme/rack',
  'git+ssh://git@github.com/acme/rack.git#main',
  'https://example.com/rack-1.0.0.tgz',
  'rack@npm:other@1',
])('%s is read by npm as it is', (typed) => {
  expect(parseSource(typed, cwd)).toEqual({ kind: 'url', url: typed });
});

test('a folder or tarball that is not there is refused', () => {
  for (const typed of ['./no-such-folder', 'no-such.tgz', 'no-such.tar.gz', 'file:no-such']) {
    expect(() => parseSource(typed, cwd)).toThrow(/^There is no folder or tarball .*no-such/);
  }
});

test.each(['', '-g', '--registry=http://127.0.0.1:9', '--', 'rack\n--global', 'rack\u0000'])(
  'what could be an option of npm is refused: %j',
  (typed) => {
    expect(() => parseSource(typed, cwd)).toThrow(
      expect.objectContaining({ code: 'AEMM_PLUGIN_SPEC' }),
    );
  },
);
