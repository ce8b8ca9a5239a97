import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Bench } from './bench.ts';
import { bareLaunch } from './contestants.ts';
import { buildExecutable } from './executable.ts';
import { findLoad } from './load/find-load.ts';
import { describeMachine } from './machine.ts';
import type { Suite } from './measure-all.ts';
import { measureAll } from './measure-all.ts';
import type { SuiteName } from './options.ts';
import { parseOptions } from './options.ts';
import { installPackedCli } from './packed-cli.ts';
import type { Launch } from './program.ts';
import { progress } from './progress.ts';
import { renderReport } from './report.ts';
import { measureFleet } from './suites/fleet.ts';
import { measureGrowth } from './suites/growth.ts';
import { measureInProcess } from './suites/in-process.ts';
import { measureMemory } from './suites/memory.ts';
import { measureOperations } from './suites/operations.ts';
import { measureReload } from './suites/reload.ts';
import { measureStartUp } from './suites/start-up.ts';
import { measureThroughput } from './suites/throughput.ts';

const SUITES: Readonly<Record<SuiteName, Suite>> = {
  'start-up': measureStartUp,
  throughput: measureThroughput,
  memory: measureMemory,
  growth: measureGrowth,
  reload: measureReload,
  operations: measureOperations,
  'in-process': measureInProcess,
  fleet: measureFleet,
};

const options = parseOptions(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), 'aemm-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const bench = await prepare();
const machine = describeMachine(bench.cli, bench.load.name);
const json = resolve(import.meta.dirname, '..', options.json);
mkdirSync(dirname(json), { recursive: true });
const results = await measureAll(
  options.only.map((name) => SUITES[name]),
  bench,
  (soFar) => writeFileSync(json, JSON.stringify({ machine, results: soFar }, null, 2)),
);
progress(`written to ${json}\n`);
// A suite that failed may have left programs running: they end with this process.
process.stdout.write(`${renderReport(machine, results)}\n`, () => process.exit());

/** Installs the command line, and gives what is started a home and a cache of its own. */
async function prepare(): Promise<Bench> {
  progress('pack and install');
  const cli = installPackedCli(folder);
  const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder };
  const mock = (...args: readonly string[]): Launch => ({
    command: [process.execPath, cli.bin, ...args, '-p', '{port}'],
    env,
  });
  const executable = options.only.includes('start-up') ? buildExecutable() : undefined;
  return {
    options,
    cli,
    load: findLoad(folder),
    folder,
    env,
    mock,
    bare: await bareLaunch(mock(), folder),
    executable:
      executable === undefined ? undefined : { command: [executable, '-p', '{port}'], env },
    against: options.against && { command: options.against, env },
  };
}
