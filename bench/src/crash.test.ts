import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import type { Bench } from './bench.ts';
import type { Load } from './load/load.ts';
import { measureAll } from './measure-all.ts';
import { parseOptions } from './options.ts';
import type { Launch } from './program.ts';
import { renderReport } from './report.ts';
import type { Result } from './results.ts';
import { measureStartUp } from './suites/start-up.ts';
import { measureThroughput } from './suites/throughput.ts';
import { ask } from './wire.ts';

/** A server that answers everything, and may end when it is asked for a token. */
function server(onToken: string): Launch {
  const source = `
    const { createServer } = require('node:http');
    createServer((request, response) => {
      if (request.method === 'PUT') { ${onToken} }
      response.writeHead(request.url.includes('nothing-here') ? 404 : 200).end('token');
    }).listen({port}, '127.0.0.1');
  `;
  return { command: [process.execPath, '-e', source], env: {} };
}

const load: Load = {
  name: 'one request',
  isFine: true,
  async run(port, sent) {
    await ask(port, sent);
    return { rate: 1, p50: 1, p99: 1 };
  },
};

const sound = server('');

function benchAgainst(against: Launch): Bench {
  const options = { ...parseOptions(['--quick']), starts: 1 };
  const cli = { bin: '-v', version: '0', bytes: 0, packages: 0 };
  const folder = tmpdir();
  const others = { bare: sound, executable: undefined, against, mock: () => sound };
  return { options, cli, load, folder, env: {}, ...others };
}

const crashedOf = (results: readonly Result[], of: string) =>
  results.filter((result) => result.of === of && result.crashed).map(({ what }) => what);

test('a program that ends under load reads crashed there, and is measured on', async () => {
  const results = await measureThroughput(benchAgainst(server('process.exit(1);')));
  const tokens = ['v2 with token, text leaf, 10 connections', 'token request, 10 connections'];

  expect([...new Set(crashedOf(results, 'against'))]).toEqual(tokens);
  expect(crashedOf(results, 'log on')).toEqual([]);
  const measured = results.filter(({ of, samples }) => of === 'against' && samples.length > 0);
  expect(new Set(measured.map(({ what }) => what)).size).toBe(4);
  expect(renderReport({}, results)).toMatch(/^\| token request, .*\| against +\| crashed +\|/m);
});

test('a program that never answers reads crashed, and the others are measured', async () => {
  const ends: Launch = { command: [process.execPath, '-e', '0'], env: {} };
  const results = await measureStartUp(benchAgainst(ends));

  expect(crashedOf(results, 'against')).toEqual(['exec to first 200']);
  expect(results.filter(({ crashed }) => crashed)).toHaveLength(1);
});

test('a suite that fails takes nothing with it', async () => {
  const result = { section: 'one', what: 'a', of: 'mock', unit: '', median: 1, samples: [1] };
  const saved: number[] = [];
  const suites = [
    async () => [result],
    () => Promise.reject(new Error('no memory')),
    async () => [result],
  ];
  const results = await measureAll(suites, benchAgainst(sound), ({ length }) => {
    saved.push(length);
  });
  const { exitCode } = process;
  process.exitCode = undefined;

  expect({ results, saved, exitCode }).toEqual({
    results: [result, result],
    saved: [1, 1, 2],
    exitCode: 1,
  });
});
