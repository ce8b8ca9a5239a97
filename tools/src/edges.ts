/** What the source of each published package may import, besides itself. Tests may import more. */
export const EDGES: Readonly<Record<string, readonly string[]>> = {
  '@aemm/core': ['zod'],
  '@aemm/config': ['@aemm/core', 'js-yaml', 'jsonc-parser', 'smol-toml', 'zod'],
  '@aemm/server': ['@aemm/core', '@fastify/sse', '@types/node', 'fastify', 'prom-client'],
  '@aemm/plugin-kit': [
    '@aemm/config',
    '@aemm/core',
    '@aemm/server',
    '@oclif/core',
    '@smithy/shared-ini-file-loader',
  ],
  '@aemm/plugin-asglifecycle': ['@aemm/core', '@aemm/plugin-kit', '@oclif/core', 'zod'],
  '@aemm/plugin-events': ['@aemm/core', '@aemm/plugin-kit', '@oclif/core', 'zod'],
  '@aemm/plugin-spot': ['@aemm/core', '@aemm/plugin-kit', '@oclif/core', 'zod'],
  '@aemm/mock': ['@aemm/config', '@aemm/core', '@aemm/server', '@types/node'],
  '@aemm/testing': ['@aemm/core', '@aemm/mock', '@types/node', 'vitest'],
  '@aemm/cli': [
    '@aemm/config',
    '@aemm/core',
    '@aemm/mock',
    '@aemm/plugin-asglifecycle',
    '@aemm/plugin-events',
    '@aemm/plugin-kit',
    '@aemm/plugin-spot',
    '@aemm/server',
    '@oclif/core',
    'cross-spawn',
    'js-yaml',
  ],
};

/** What an entry point that tests import may reach: a category costs a test no more than core. */
export const ENTRY_EDGES: Readonly<Record<string, readonly string[]>> = {
  './category': ['@aemm/core', 'zod/mini'],
};

/** Only these may load the app, from outside, as its users do. */
export const APP = '@aemm/cli';
export const APP_USERS: readonly string[] = [
  '@aemm/bench',
  '@aemm/e2e',
  '@aemm/executable',
  '@aemm/fuzz',
  '@aemm/soak',
];

/** Runs in any JavaScript engine, so it may not touch Node. */
export const PORTABLE = '@aemm/core';

/** Helpers that the tests of the upper layers share. */
export const TEST_HELPERS = '@aemm/testing';
