import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const dockerfile = read('deploy/docker/Dockerfile');

/** Behind a tag, which may be moved to another image at any time. */
const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** What follows a word at the beginning of a line, each time. */
function all(instruction: string): string[] {
  const lines = dockerfile.matchAll(new RegExp(`^${instruction} (.*)$`, 'gm'));
  return [...lines].map(([, rest = '']) => rest);
}

test('[D51] is for Linux alone, and has the Node that the workspace is tested with', () => {
  const { catalog } = parse(read('pnpm-workspace.yaml'));
  const bases = all('FROM').map((stage) => stage.replace(/^--platform=\S+ | AS \w+$/g, ''));

  const [image = '', ...others] = all('ARG');
  expect(image.replace(DIGEST, '')).toBe(`NODE_IMAGE=node:${catalog.node}-bookworm-slim`);
  expect(image).toMatch(DIGEST);
  expect(others).toEqual([]);
  expect(bases).toEqual(Array(3).fill(`\${NODE_IMAGE}`));
});

test('starts as AEMM’s does: /ec2-metadata-mock, on port 1338, not as root', () => {
  expect(all('ENTRYPOINT')).toEqual(['["/ec2-metadata-mock"]']);
  expect(all('EXPOSE')).toEqual(['1338']);
  expect(all('USER')).toEqual(['1000']);
});

test('the build has every file of the root that packages are built with', () => {
  const letIn = read('.dockerignore').matchAll(/^!(.*)$/gm);
  const names = [...letIn].map(([, name]) => name);
  const { globalDependencies } = JSON.parse(read('turbo.json')) as {
    globalDependencies: string[];
  };
  expect(names).toEqual(expect.arrayContaining(globalDependencies));
});
