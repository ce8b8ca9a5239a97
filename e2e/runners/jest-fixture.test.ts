import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { runProgram } from '../third-party/support/run-program.ts';

/** What the fixture promises beyond what the examples use of it. */
const TESTS = `
const MAC = '/latest/meta-data/mac';
const mock = mockEach();
const earlier = [];

const current = () => mock.current;
let outside;
try {
  current();
} catch (error) {
  outside = error.message;
}

test('there is none outside of a test', () => {
  expect(outside).toBe('There is a mock only while a test runs.');
});

test.each(['one', 'another'])('%s test has a mock of its own, and that of an earlier one is closed', async () => {
  expect(mock.current.requests()).toEqual([]);
  for (const url of earlier) await expect(fetch(url)).rejects.toThrow('fetch failed');
  earlier.push(mock.current.url);
  await fetch(mock.current.url + MAC);
  await mock.current.waitForRequest(MAC);
  expect(mock.current).toHaveReceivedRequest(MAC, { status: 200 });
});

test('its matchers fail with what was received', async () => {
  await fetch(mock.current.url + MAC);
  await mock.current.waitForRequest(MAC);
  expect(() => expect(mock.current).toHaveReceivedOnlyIMDSv2()).toThrow(
    '1 of 1 requests came without a session token',
  );
  expect(() => expect(mock.current).not.toHaveReceivedRequest(MAC)).toThrow(MAC);
});

describe('a block', () => {
  const inner = mockEach({ instance: { tags: { Name: 'inner' } } });

  test('has another mock, beside that of the file', async () => {
    const name = await fetch(inner.current.url + '/latest/meta-data/tags/instance/Name');
    expect(await name.text()).toBe('inner');
    expect(inner.current.url).not.toBe(mock.current.url);
  });
});
`;

test.each([
  ['commonjs', `const { mockEach } = require('@aemm/testing/jest');`, {}],
  [
    'module',
    `import { mockEach } from '@aemm/testing/jest';`,
    { NODE_OPTIONS: '--experimental-vm-modules' },
  ],
])('mockEach gives each test of Jest a mock of its own: %s', async (type, load, env) => {
  const installed = inject('installed');
  const cwd = mkdtempSync(join(installed, 'jest-fixture-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ type }));
  writeFileSync(join(cwd, 'fixture.test.js'), `${load}\n${TESTS}`);
  const jest = join(installed, 'node_modules/jest/bin/jest.js');
  const { exitCode, output } = await runProgram(process.execPath, [jest], { cwd, env });

  expect(output).toMatch(/Tests: +5 passed, 5 total/);
  expect(exitCode).toBe(0);
});
