import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Issues tokens and verifies each; prints by how many bytes the heap has grown between two such rounds. */
const SCRIPT = `
  import { bundledCategories, createImds } from '@aemm/core';
  import { nodeMac } from '@aemm/server';
  const imds = createImds({ spec: { categories: bundledCategories, metadataOptions: { httpTokens: 'required' } }, mac: nodeMac });
  const ask = (method, path, headers) => imds.handle({ method, path, headers, client: '127.0.0.1' }).answer;
  const round = (count) => {
    for (let index = 0; index < count; index++) {
      const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' };
      const token = ask('PUT', '/latest/api/token', ttl).body;
      ask('GET', '/latest/meta-data/mac', { 'x-aws-ec2-metadata-token': token });
    }
    gc();
    return process.memoryUsage().heapUsed;
  };
  const before = round(10_000);
  console.log(round(100_000) - before);
`;

test('session tokens take no memory, however many are issued and used', () => {
  const args = ['--expose-gc', '--input-type=module', '--eval', SCRIPT];
  const grown = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  // A hundred thousand texts of 56 characters would be 7 MB.
  expect(Number(grown)).toBeLessThan(500_000);
});
