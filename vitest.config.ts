import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    passWithNoTests: true,
    // Tests start processes, which a busy machine takes seconds for.
    testTimeout: 30_000,
    // A process for each file would take a third of the time. Packages whose tests mock modules ask for it: --isolate.
    isolate: false,
    // oclif's test helper reads what a command prints from the process itself.
    disableConsoleIntercept: true,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
});
