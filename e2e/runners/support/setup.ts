import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { TempTree } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../../third-party/support/pack-workspace.ts';
import { openPackedRegistry } from '../../third-party/support/packed-registry.ts';
import { runProgram } from '../../third-party/support/run-program.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that has the examples of test runners below it, and all that they depend on installed. */
    installed: string;
  }
}

/** What the tests import beside the dependencies of the examples. */
const MORE = {
  '@aemm/config': '1.x',
  '@aemm/core': '1.x',
  '@aemm/plugin-asglifecycle': '1.x',
  '@aemm/plugin-events': '1.x',
  '@noble/hashes': '2.x',
};

/** Installs the examples as npm workspaces: once for them all, as half of them depend on jest. */
async function installExamples(tree: TempTree, userconfig: string): Promise<void> {
  cpSync(join(ROOT, 'examples/test-runners'), tree.path, { recursive: true });
  tree.write({ 'package.json': { private: true, workspaces: ['*'], dependencies: MORE } });
  const args = ['install', '--ignore-scripts', '--no-package-lock'];
  const env = { npm_config_userconfig: userconfig };
  const { exitCode, output } = await runProgram('npm', args, { cwd: tree.path, env }, 120_000);
  if (exitCode !== 0) throw new Error(`npm install: exit ${exitCode}\n${output}`);
}

/** Packs the workspace, and installs what users of test runners install of it. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const [packed, installed] = [tempTree(), tempTree()];
  const registry = await openPackedRegistry(packed);
  try {
    await installExamples(installed, registry.npmrc);
  } finally {
    await registry.close();
    packed.remove();
  }
  provide('installed', installed.path);
  return () => installed.remove();
}
