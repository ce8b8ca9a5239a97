import { writeFileSync } from 'node:fs';
import { tempTree } from '@aemm/testing';
import { build } from 'esbuild';
import { expect, inject, test } from 'vitest';
import { runProgram } from '../third-party/support/run-program.ts';
import { WORKERD } from './support/toolchain.ts';

/** A service that is made while the module loads, when workerd allows neither randomness nor time. */
const WORKER = `
import { bundledCategories, createImds } from '@aemm/core';
import { spot } from '@aemm/plugin-spot/category';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

const imds = createImds({
  spec: { categories: [...bundledCategories, spot], metadataOptions: { httpTokens: 'required' } },
  mac: (key, message) => hmac(sha256, key, message),
});
const ask = (method, path, headers) => imds.handle({ method, path, headers, client: '127.0.0.1' }).answer;

export default {
  test() {
    const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
    const token = ask('PUT', '/latest/api/token', ttl).body;
    const read = (path) => ask('GET', path, { 'x-aws-ec2-metadata-token': token }).body;
    console.log('id', read('/latest/meta-data/instance-id'));
    console.log('action', JSON.parse(read('/latest/meta-data/spot/instance-action')).action);
    console.log('without a token', ask('GET', '/latest/meta-data/instance-id', {}).status);
  },
};
`;

const CONFIG = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main)]);
const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-01-01",
);
`;

const why = WORKERD === undefined ? ': skipped, as there is none for this machine' : '';

test.skipIf(WORKERD === undefined)(
  `core serves from the module scope of workerd${why}`,
  async () => {
    const resolveDir = inject('installed');
    const { outputFiles } = await build({
      stdin: { contents: WORKER, resolveDir },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
    });
    using tree = tempTree({ 'config.capnp': CONFIG });
    for (const { contents } of outputFiles) writeFileSync(tree.join('worker.js'), contents);
    const place = { cwd: tree.path };
    const { exitCode, output } = await runProgram(String(WORKERD), ['test', 'config.capnp'], place);

    expect(output.split('\n')).toEqual(
      expect.arrayContaining(['id i-1234567890abcdef0', 'action terminate', 'without a token 401']),
    );
    expect(exitCode).toBe(0);
  },
);
