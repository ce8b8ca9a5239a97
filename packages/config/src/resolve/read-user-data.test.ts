import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compileSnapshot } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { createWorkplace, failureOf } from '../../test/workplace.ts';
import type { Config } from '../index.ts';

/** gzip, which is not text. */
const BYTES = Uint8Array.of(0x1f, 0x8b, 0x08, 0x00, 0xff, 0x00, 0x0a, 0xfe);

function userDataOf(config: Config): Uint8Array | undefined {
  const { routes } = compileSnapshot(config.spec(), 0);
  const content = routes.find(({ path }) => path === '/latest/user-data')?.content;
  return content?.kind === 'bytes' ? content.bytes : undefined;
}

// C27
describe('instance.userDataFile', () => {
  test('is served byte for byte, from beside the config file', async () => {
    const { write, loadFile } = await createWorkplace();
    await write('etc/boot/data.gz', BYTES);
    const config = await loadFile('etc/aemm.yaml', 'instance: { userDataFile: boot/data.gz }');
    expect(Buffer.from(userDataOf(config) ?? [])).toEqual(Buffer.from(BYTES));
  });

  test('of the environment counts from the working directory', async () => {
    const { write, load, home } = await createWorkplace();
    await write('boot.sh', '#!/bin/sh\n');
    const config = await load({ env: { AEMM_INSTANCE_USERDATAFILE: 'boot.sh' }, cwd: home });
    expect(Buffer.from(userDataOf(config) ?? []).toString()).toBe('#!/bin/sh\n');
  });

  test('may be an absolute path', async () => {
    const { write, loadFile } = await createWorkplace();
    const path = await write('elsewhere/boot.sh', 'x');
    const config = await loadFile('a.json', JSON.stringify({ instance: { userdatafile: path } }));
    expect(Buffer.from(userDataOf(config) ?? []).toString()).toBe('x');
  });

  test('is saved by its content, since the saved file lies in another folder', async () => {
    const { write, loadFile } = await createWorkplace();
    await write('boot.sh', 'x');
    const { values } = await loadFile('a.json', '{"instance": {"userDataFile": "boot.sh"}}');
    expect(values.find(({ key }) => key === 'instance.userDataBase64')).toMatchObject({
      value: 'eA==',
      origin: { source: 'file' },
    });
    expect(values.some(({ key }) => key === 'instance.userDataFile')).toBe(false);
  });

  test.each(['null', '""'])('%s is not user data', async (value) => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile('a.json', `{"instance": {"userDataFile": ${value}}}`);
    expect(userDataOf(config)).toBeUndefined();
  });

  test.each([
    ['"none.sh"', '"none.sh"', '~/none.sh cannot be read: no such file.'],
    ['"folder"', '"folder"', '~/folder cannot be read: it is a directory.'],
    ['["a"]', '["a"]', 'Allowed value(s): the path of a file.'],
  ])('%s is refused in one line', async (value, shown, reason) => {
    const { problemsOf, home } = await createWorkplace();
    await mkdir(join(home, 'folder'));
    expect(await problemsOf('a.json', `{"instance": {"userDataFile": ${value}}}`)).toEqual({
      exitCode: 2,
      problems: [
        `Invalid config file input ${shown} for key instance.userDataFile in ~/a.json:1:31. ${reason}`,
      ],
    });
  });

  test('is named where its content is refused', async () => {
    const { write, problemsOf } = await createWorkplace();
    await write('boot.sh', 'x'.repeat(16_385));
    const text = '{"profile": "ec2", "instance": {"userDataFile": "boot.sh"}}';
    expect((await problemsOf('a.json', text)).problems).toEqual([
      'Invalid config file input for key instance.userDataFile in ~/a.json:1:49. It has 16385 bytes; EC2 takes 16384.',
    ]);
  });

  test('is refused beside other user data, wherever that is configured', async () => {
    const { write, loadFile } = await createWorkplace();
    await write('boot.sh', 'x');
    const text = '{"instance": {"userDataFile": "boot.sh"}}';
    const { problems } = await failureOf(() =>
      loadFile('a.json', text, { env: { AEMM_INSTANCE_USERDATA: 'y' } }),
    );
    expect(problems).toEqual([
      expect.stringMatching(/userDataFile.*AEMM_INSTANCE_USERDATA.*give one of/),
    ]);
  });
});

describe('binary data of YAML', () => {
  test('under userData is served byte for byte', async () => {
    const { loadFile } = await createWorkplace();
    const base64 = Buffer.from(BYTES).toString('base64');
    const config = await loadFile('a.yaml', `instance:\n  userData: !!binary ${base64}\n`);
    expect(Buffer.from(userDataOf(config) ?? [])).toEqual(Buffer.from(BYTES));
  });

  test('is text where its field is base64 already', async () => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile('a.yaml', 'instance: { userDataBase64: eA== }');
    expect(Buffer.from(userDataOf(config) ?? []).toString()).toBe('x');
  });
});
