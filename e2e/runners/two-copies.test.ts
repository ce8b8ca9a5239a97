import { expect, inject, test } from 'vitest';
import { runProgram } from '../third-party/support/run-program.ts';

/** Loads our packages both ways into one process: as a CommonJS test does whose code under test is an ES module. */
const MIXED = `
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AemmError, createImds } from '@aemm/core';
import { spot } from '@aemm/plugin-spot/category';
import { startMock } from '@aemm/testing';

const require = createRequire(import.meta.url);
const other = {
  core: require('@aemm/core'),
  plugin: require('@aemm/plugin-spot/category'),
  testing: require('@aemm/testing'),
};
assert.notEqual(createImds, other.core.createImds);
assert.notEqual(spot, other.plugin.spot);
`;

test.each([
  [
    'a category of one copy is served by the other',
    `
    for (const [start, category] of [[startMock, other.plugin.spot], [other.testing.startMock, spot]]) {
      const mock = await start({ categories: [category], settings: { spot: { action: 'stop' } } });
      const answer = await fetch(mock.url + '/latest/meta-data/spot/instance-action');
      assert.equal((await answer.json()).action, 'stop');
      await mock.close();
    }`,
  ],
  [
    'an error of one copy is one of the other',
    `
    const refused = { categories: [spot, spot] };
    await assert.rejects(startMock(refused), (error) => error instanceof other.core.AemmError);
    await assert.rejects(other.testing.startMock(refused), (error) => error instanceof AemmError);
    await assert.rejects(startMock(refused), { code: 'AEMM_CATEGORY_DUPLICATE' });`,
  ],
  [
    'a token of one copy is accepted by the other that has its secret',
    `
    const { nodeMac } = await import('@aemm/server');
    const options = { spec: { categories: [], metadataOptions: { httpTokens: 'required' } }, tokenSecret: new Uint8Array(32) };
    const one = createImds({ ...options, mac: nodeMac });
    const another = other.core.createImds({ ...options, mac: require('@aemm/server').nodeMac });
    const ask = (imds, method, path, headers) => imds.handle({ method, path, headers, client: '127.0.0.1' }).answer;
    const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
    const token = ask(one, 'PUT', '/latest/api/token', ttl).body;
    assert.equal(ask(another, 'GET', '/latest/', { 'x-aws-ec2-metadata-token': token }).status, 404);
    assert.equal(ask(another, 'GET', '/latest/', {}).status, 401);`,
  ],
  [
    'a large configuration file is parsed by the thread of either copy',
    `
    const path = join(tmpdir(), 'aemm-two-copies-' + process.pid + '.yaml');
    writeFileSync(path, 'instance: { id: i-0123456789abcdef0 }\\n' + '# much to read\\n'.repeat(3000));
    try {
      const input = { flags: {}, env: {}, home: undefined, cwd: tmpdir(), file: path, categories: [spot] };
      for (const { loadConfig } of [await import('@aemm/config'), require('@aemm/config')]) {
        const config = await loadConfig(input);
        assert.equal(config.values.find(({ key }) => key === 'instance.id').value, 'i-0123456789abcdef0');
      }
    } finally {
      rmSync(path);
    }`,
  ],
  [
    'there is one fastify',
    `
    assert.equal(require('fastify'), (await import('fastify')).default);`,
  ],
])('%s', async (_, code) => {
  const args = ['--input-type=module', '--eval', MIXED + code];
  const ending = await runProgram(process.execPath, args, { cwd: inject('installed') });
  expect(ending).toEqual({ exitCode: 0, output: '' });
});
