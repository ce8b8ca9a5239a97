import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { tempTree } from '@aemm/testing';
import { expect, inject, test } from 'vitest';

const ASK = `
  import { startMock } from '@aemm/testing';
  const mock = await startMock({});
  console.log((await fetch(mock.url + '/latest/meta-data/instance-id')).status);
  await mock.close();`;

test('the packages of the next release install together, and run', () => {
  const names = inject('published');
  using project = tempTree({ 'package.json': { private: true, type: 'module' }, 'ask.js': ASK });
  const shell = process.platform === 'win32';
  const options = { cwd: project.path, shell, stdio: 'pipe', encoding: 'utf8' } as const;
  const env = {
    ...process.env,
    npm_config_userconfig: inject('npmrc'),
    npm_config_cache: project.join('cache'),
  };
  execFileSync('npm', ['install', ...names], { ...options, env });

  const installed = globSync('node_modules/**/@aemm/*/package.json', { cwd: project.path }).map(
    (file) => JSON.parse(readFileSync(project.join(file), 'utf8')),
  );
  expect(installed.map(({ name, version }) => `${name}@${version.split('.')[0]}`).sort()).toEqual(
    names.map((name) => `${name}@${name === '@aemm/cli' ? 2 : 1}`).sort(),
  );
  const node = (...args: readonly string[]) =>
    execFileSync(process.execPath, args, { cwd: project.path, encoding: 'utf8' });
  expect(node('ask.js')).toBe('200\n');
  // The bundle has the version that it was built with.
  expect(node('node_modules/@aemm/cli/bin/run.js', '--version')).toMatch(/^v\d+\.\d+\.\d+\n$/);
});
