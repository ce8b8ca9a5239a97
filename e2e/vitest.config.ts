import { defineConfig } from 'vitest/config';
import { SlowFirst } from './slow-first.ts';

const OUTSIDERS = 'third-party/**/*.test.ts';
const RUNNERS = 'runners/**/*.test.ts';

/** They type into shells, send signals, link files, and take rights away from files and users. */
const POSIX = [
  'chart/config-map',
  'cli/config-commands',
  'cli/in-the-wild',
  'cli/readme',
  'cli/reload',
  'cli/start-up',
  'exec/*',
  'faults/*',
  'guides/pipelines',
  'guides/terminal-sessions',
];
const notHere = process.platform === 'win32' ? POSIX.map((name) => `${name}.test.ts`) : [];

/** The end-to-end tests come last, and so have the machine to themselves: vitest by itself would leave one core idle. */
const maxWorkers = '100%';

// The report is the one that the launcher counts: see the configuration of the other packages.
export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'mock',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', OUTSIDERS, RUNNERS, ...notHere],
          testTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'third-party',
          include: [OUTSIDERS],
          globalSetup: ['third-party/support/setup.ts'],
          testTimeout: 60_000,
          maxWorkers,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'runners',
          include: [RUNNERS],
          globalSetup: ['runners/support/setup.ts'],
          testTimeout: 60_000,
          maxWorkers,
        },
      },
    ],
  },
});
