import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { install, root, turbo } from './workspace.mjs';

const TASKS = [
  'check',
  'check:api',
  'check:docs',
  'check:imports',
  'check:lint',
  'check:lockfile',
  'check:package',
  'check:prose',
  'check:unused',
  'test',
];

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {{ task: string, directory: string, execution?: { exitCode: number } }} Task
 */

const runs = join(root, '.turbo/runs');

install();
// Turbo adds a summary to the folder at each run; the only one left must be ours.
rmSync(runs, { recursive: true, force: true });

const status = turbo([
  ...TASKS,
  '--continue',
  '--summarize',
  '--output-logs=new-only',
  '--log-order=grouped',
]);
const counts = readTasks().map(count);
const passed = counts.reduce((sum, each) => sum + each.passed, 0);
const failed = counts.reduce((sum, each) => sum + each.failed, 0);

process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = status === 0 && failed === 0 && passed > 0 ? 0 : 1;

/** @returns {Task[]} */
function readTasks() {
  if (!existsSync(runs)) return [];
  return readdirSync(runs).flatMap(
    (name) => JSON.parse(readFileSync(join(runs, name), 'utf8')).tasks,
  );
}

/**
 * @param {Task} task
 * @returns {Count}
 */
function count(task) {
  const succeeded = task.execution?.exitCode === 0;
  if (task.task === 'test') return countTests(task, succeeded);
  // A build is not a check: it is reported only when it fails.
  if (task.task === 'build') return { passed: 0, failed: succeeded ? 0 : 1 };
  return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * @param {Task} task
 * @param {boolean} succeeded
 * @returns {Count}
 */
function countTests(task, succeeded) {
  const file = join(root, task.directory, 'reports/vitest.json');
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  // A run that broke down leaves the report of an earlier one behind.
  if (report.success !== succeeded) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests: failed } = report;
  // A test file that does not load has no failed test, and fails all the same.
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}
