import { describe, expect, inject, test } from 'vitest';
import { runProgram } from './support/run-program.ts';

/** Prints the packages that come into the process with a module. */
const PROBES = {
  'an ES module': (specifier: string) => `
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({ load: (url, context, next) => { urls.push(url); return next(url, context); } });
    await import('${specifier}');
    ${PRINT}`,
  CommonJS: (specifier: string) => `
    await import('data:text/javascript,');
    const { createRequire } = await import('node:module');
    const require = createRequire(process.cwd() + '/x');
    require('${specifier}');
    const urls = Object.keys(require.cache);
    ${PRINT}`,
};
const PRINT = `
    const names = urls.flatMap((url) => /.*node_modules[/\\\\\\\\]((?:@[^/\\\\\\\\]+[/\\\\\\\\])?[^/\\\\\\\\]+)/.exec(url)?.[1] ?? []);
    process.stdout.write(JSON.stringify([...new Set(names)]));`;

describe.each(Object.entries(PROBES))('as %s', (_, probe) => {
  async function packagesOf(specifier: string): Promise<string[]> {
    const args = ['--input-type=module', '--eval', probe(specifier)];
    const { output } = await runProgram(process.execPath, args, { cwd: inject('installed') });
    return JSON.parse(output).sort();
  }

  test.each(['@aemm/plugin-spot', '@aemm/plugin-events', '@aemm/plugin-asglifecycle'])(
    'the category of %s brings core and its schemas alone',
    async (name) => {
      expect(await packagesOf(`${name}/category`)).toEqual(['@aemm/core', name, 'zod'].sort());
    },
  );

  test('a mock within a test brings neither oclif nor the reading of configuration', async () => {
    const packages = await packagesOf('@aemm/testing');
    expect(packages).toEqual(expect.arrayContaining(['@aemm/core', '@aemm/server', 'fastify']));
    expect(packages).not.toContain('@oclif/core');
    expect(packages).not.toContain('@aemm/config');
    expect(packages).not.toContain('@aemm/plugin-kit');
  });
});
