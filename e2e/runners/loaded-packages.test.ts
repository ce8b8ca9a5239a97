import { describe, expect, inject, test } from 'vitest';
import type { Kind } from '../third-party/support/loaded-packages.ts';
import { loadedPackages } from '../third-party/support/loaded-packages.ts';

describe.each<Kind>(['an ES module', 'CommonJS'])('as %s', (kind) => {
  test.each(['@aemm/plugin-spot', '@aemm/plugin-events', '@aemm/plugin-asglifecycle'])(
    'the category of %s brings core and its schemas alone',
    async (name) => {
      const packages = await loadedPackages(`${name}/category`, kind, inject('installed'));
      expect(packages).toEqual(['@aemm/core', name, 'zod'].sort());
    },
  );

  test('a mock within a test brings neither oclif nor the reading of configuration', async () => {
    const packages = await loadedPackages('@aemm/testing', kind, inject('installed'));
    expect(packages).toEqual(expect.arrayContaining(['@aemm/core', '@aemm/server', 'fastify']));
    expect(packages).not.toContain('@oclif/core');
    expect(packages).not.toContain('@aemm/config');
    expect(packages).not.toContain('@aemm/plugin-kit');
  });
});
