import { loadConfig } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';
import { createImds } from '@aemm/core';
import { createIdentitySigner, nodeMac } from '@aemm/server';
import type { RecordedTree } from './crawl.ts';

/** Finds the paths of a tree that a configuration serves otherwise. Throws a `ConfigError` if it cannot be loaded. */
export async function findDifferences(
  yaml: string,
  { leaves }: RecordedTree,
  categories: readonly AnyCategory[],
): Promise<string[]> {
  const config = await loadConfig({
    flags: {},
    env: {},
    home: undefined,
    cwd: '/',
    file: '/recorded.yaml',
    read: async () => new TextEncoder().encode(yaml),
    categories,
  });
  const imds = createImds({ spec: config.spec(), mac: nodeMac, signer: createIdentitySigner() });
  return [...leaves].flatMap(([path, body]) => {
    const { answer } = imds.handle({
      method: 'GET',
      path: encodeURI(path),
      headers: {},
      client: '',
    });
    const isSame = answer.status === 200 && Buffer.from(answer.body as string).equals(body);
    return isSame ? [] : [path];
  });
}
