import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkplace, failureOf } from '../../test/workplace.ts';

describe('the config file', () => {
  test('is the one that the flag names, then the variable’s, then the one at home', async () => {
    const { home, load } = await createWorkplace({
      'aemm-config.json': '{"port": 1}',
      'env.json': '{"port": 2}',
      'flag.json': '{"port": 3}',
    });
    const env = { AEMM_CONFIG_FILE: 'env.json' };
    const flags = { 'config-file': join(home, 'flag.json') };
    expect((await load()).globals.port).toBe('1');
    expect((await load({ env })).globals.port).toBe('2');
    expect((await load({ env, flags })).globals.port).toBe('3');
  });

  test.each(['json', 'yaml', 'yml', 'toml'])('at home may end in .%s', async (extension) => {
    const text =
      extension === 'json' ? '{"imdsv2": true}' : `imdsv2${extension === 'toml' ? ' =' : ':'} true`;
    const { home, load } = await createWorkplace({ [`aemm-config.${extension}`]: text });
    const config = await load();
    expect(config.file).toBe(join(home, `aemm-config.${extension}`));
    expect(config.globals.imdsv2).toBe(true);
    expect(config.warnings).toEqual([]);
  });

  test('at home is one; a warning names the others', async () => {
    const { load, tidy } = await createWorkplace({
      'aemm-config.toml': '',
      'aemm-config.json': '',
    });
    expect((await load()).warnings.map(tidy)).toMatchInlineSnapshot(`
      [
        "Warning: ~/aemm-config.toml is not read, since ~/aemm-config.json comes first.",
      ]
    `);
  });

  test('is looked for in the working directory if its path is relative', async () => {
    const { home, load } = await createWorkplace({ 'sub/mine.json': '{"port": 5}' });
    const config = await load({ cwd: join(home, 'sub'), flags: { 'config-file': 'mine.json' } });
    expect(config.globals.port).toBe('5');
  });

  test('is not named by an empty flag or variable', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{"port": 1}' });
    const config = await load({ env: { AEMM_CONFIG_FILE: '' }, flags: { 'config-file': '' } });
    expect(config.globals.port).toBe('1');
  });

  test('is the one at home where an empty flag overrides the variable', async () => {
    const { load } = await createWorkplace({
      'aemm-config.json': '{"port": 1}',
      'env.json': '{"port": 2}',
    });
    const flags = { 'config-file': '' };
    const config = await load({ env: { AEMM_CONFIG_FILE: 'env.json' }, flags });
    expect(config.globals.port).toBe('1');
  });

  test('may be missing at home, with AEMM’s warning', async () => {
    const { load, tidy } = await createWorkplace();
    const config = await load();
    expect(config.file).toBeUndefined();
    expect(config.warnings.map(tidy)).toMatchInlineSnapshot(`
      [
        "Warning: Config File "aemm-config" Not Found in "[~]"",
      ]
    `);
  });

  test.each([
    ['at home', {}],
    ['for lack of a home', { home: undefined }],
  ])('may be missing %s without a warning, if it is optional', async (_, where) => {
    const { load } = await createWorkplace();
    expect((await load({ ...where, isFileOptional: true })).warnings).toEqual([]);
  });

  test('is not looked for without a home, with AEMM’s other warning', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{"port": 1}' });
    const config = await load({ home: undefined });
    expect(config.globals.port).toBe('1338');
    expect(config.warnings).toMatchInlineSnapshot(`
      [
        "Warning: Failed to find home directory due to error: HOME is not set",
      ]
    `);
  });

  test('must exist if it was named', async () => {
    const { load, tidy } = await createWorkplace();
    const byFlag = await failureOf(() => load({ flags: { 'config-file': 'nope.json' } }));
    const byName = await failureOf(() => load({ env: { AEMM_CONFIG_FILE: '/nope/nope.json' } }));
    expect([byFlag.exitCode, byName.exitCode]).toEqual([1, 1]);
    expect([...byFlag.problems, ...byName.problems].map(tidy)).toMatchInlineSnapshot(`
      [
        "Error while attempting to read config from ~/nope.json (named by --config-file): no such file.",
        "Error while attempting to read config from /nope/nope.json (named by AEMM_CONFIG_FILE): no such file.",
      ]
    `);
  });

  test('may be given whatever flags and environment name', async () => {
    const { load, tidy } = await createWorkplace({ 'b.json': '{}' });
    const env = { AEMM_CONFIG_FILE: 'b.json' };
    const flags = { 'config-file': 'b.json' };
    const { problems } = await failureOf(() => load({ env, flags, file: 'a.json' }));
    expect(problems.map(tidy)).toEqual([
      'Error while attempting to read config from ~/a.json: no such file.',
    ]);
  });

  test('must be a file', async () => {
    const { home, load, tidy } = await createWorkplace({ 'a.json': '{}' });
    await mkdir(join(home, 'folder.json'));
    const names = ['folder.json', 'a.json/b.json'];
    const failures = names.map((name) => failureOf(() => load({ flags: { 'config-file': name } })));
    const problems = (await Promise.all(failures)).flatMap((failure) => failure.problems);
    expect(problems.map(tidy)).toMatchInlineSnapshot(`
      [
        "Error while attempting to read config from ~/folder.json (named by --config-file): it is a directory.",
        "Error while attempting to read config from ~/a.json/b.json (named by --config-file): no such file: a part of the path is not a directory.",
      ]
    `);
  });
});
