import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine } from '@aemm/bench/machine';
import { installPackedCli } from '@aemm/bench/packed-cli';
import { tempTree } from '@aemm/testing';
import type { Options } from './options.ts';
import { HELP, parseOptions } from './options.ts';
import { describeRun, describeSample, describeTime } from './report/lines.ts';
import { OWN, PUBLISHED, writeReport } from './report/write-report.ts';
import { judge } from './rules.ts';
import { soakAll } from './soak-all.ts';

process.exitCode = await run();

async function run(): Promise<number> {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options !== undefined) return await soakAndReport(options);
    process.stdout.write(HELP);
    return 0;
  } catch (error) {
    print((error as Error).message);
    return 2;
  }
}

async function soakAndReport({ minutes, rate, seed, publish }: Options): Promise<number> {
  if (process.platform !== 'linux')
    throw new Error('It reads memory and descriptors on Linux only.');
  using tree = tempTree();
  const cut = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => (cut.signal.aborted ? process.exit(130) : cut.abort()));
  }
  print('Packing and installing the command line.');
  const cli = installPackedCli(tree.path);
  const load = `${rate} reads a second, seed ${seed}`;
  const machine = { ...describeMachine(cli, load), lasted: '' };
  const runs = await soakAll({
    ...{ bin: cli.bin, tree, seconds: minutes * 60, rate, seed, signal: cut.signal },
    onSample: (profile, sample) => print(describeSample(profile, sample)),
  });
  machine.lasted = describeTime(runs, cut.signal.aborted);
  const findings = { machine, runs, verdicts: runs.map(judge) };
  mkdirSync(OWN.page, { recursive: true });
  writeFileSync(join(OWN.page, 'soak.json'), JSON.stringify(findings));
  if (runs.every(({ samples }) => samples.length > 1)) {
    print(`Written to ${writeReport(findings, publish ? PUBLISHED : OWN)}.`);
  }
  const lines = runs.flatMap((each, index) => describeRun(each, findings.verdicts[index] ?? []));
  for (const line of lines) print(line);
  return findings.verdicts.flat().some(({ holds }) => holds === false) ? 1 : 0;
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}
