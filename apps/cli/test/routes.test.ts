import { runCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { routesOutput, snapshotOutput } from './routes-schema.ts';

const BINARY = new URL('../bin/run.js', import.meta.url).pathname;

async function routes(...args: string[]): Promise<string> {
  using home = tempTree({
    'aemm.json': {
      imdsv2: true,
      spot: { time: '2030-01-01T00:00:00Z' },
      userdata: { values: { userdata: Buffer.from([0, 255, 1]).toString('base64') } },
      metadata: {
        paths: { shelf: '/latest/meta-data/rack/shelf' },
        values: { shelf: 'left\nright' },
      },
    },
  });
  const { stdout } = await runCli(['routes', '-c', 'aemm.json', ...args], {
    binary: BINARY,
    home: home.path,
  });
  return stdout;
}

test('the schema of a snapshot file that is shipped is the one of this test', async () => {
  const schema = z.toJSONSchema(snapshotOutput, { target: 'draft-2020-12' });
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../schemas/routes.json',
  );
});

test('the paths, for programs', async () => {
  const output: unknown = JSON.parse(await routes('--json'));
  expect(z.parse(routesOutput, output)).toEqual(output);
});

test.each([['--profile=aemm'], ['--profile=ec2']])(
  'the paths and values of %s, for programs',
  async (profile) => {
    const output: unknown = JSON.parse(await routes('--values', '--json', profile));
    const { routes: listed } = z.parse(snapshotOutput, output);

    expect(listed).toContainEqual({
      path: '/latest/meta-data/rack/shelf',
      key: 'shelf',
      category: null,
      availableAt: null,
      pending: false,
      format: 'text',
      value: 'left\nright',
    });
    expect(listed.find(({ key }) => key === 'userdata')).toMatchObject({
      category: 'user-data',
      format: 'base64',
      value: 'AP8B',
    });
    expect(listed.find(({ path }) => path.endsWith('/document'))).toMatchObject({
      format: 'json',
      value: { region: 'us-east-1' },
    });
    expect(listed.map(({ path }) => path)).toContain('/latest/dynamic/instance-identity/pkcs7');
  },
);

test('the values, for people, one line each', async () => {
  const lines = (await routes('--values')).trimEnd().split('\n');

  expect(lines).toContain(String.raw`/latest/meta-data/rack/shelf = "left\nright"`);
  expect(lines).toContain('/latest/user-data = base64 AP8B');
  expect(lines.every((line) => / = ("|\{|\[|base64 |\(made for each request\))/.test(line))).toBe(
    true,
  );
});

test('no values unless they are asked for', async () => {
  expect(await routes()).not.toContain(' = ');
  expect(await routes('--no-values')).not.toContain(' = ');
});
