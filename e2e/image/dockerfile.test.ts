import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const dockerfile = read('deploy/docker/Dockerfile');

/** What follows a word at the beginning of a line, each time. */
function all(instruction: string): string[] {
  const lines = dockerfile.matchAll(new RegExp(`^${instruction} (.*)$`, 'gm'));
  return [...lines].map(([, rest = '']) => rest);
}

test('[D51] is for Linux alone, and has the Node that the workspace is tested with', () => {
  const { catalog } = parse(read('pnpm-workspace.yaml'));
  const bases = all('FROM').map((stage) => stage.replace(/^--platform=\S+ | AS \w+$/g, ''));

  expect(all('ARG')).toEqual([`NODE_VERSION=${catalog.node}`]);
  expect(bases).toHaveLength(3);
  for (const base of bases) expect(base).toMatch(/^node:\$\{NODE_VERSION\}-bookworm-slim$/);
});

test('starts as AEMM’s does: /ec2-metadata-mock, on port 1338, not as root', () => {
  expect(all('ENTRYPOINT')).toEqual(['["/ec2-metadata-mock"]']);
  expect(all('EXPOSE')).toEqual(['1338']);
  expect(all('USER')).toEqual(['1000']);
});
