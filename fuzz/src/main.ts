import { keep } from './kept.ts';
import type { Options } from './options.ts';
import { parseOptions } from './options.ts';
import { replayCommand, runTarget } from './run-target.ts';
import type { AnyTarget } from './target.ts';
import { TARGETS } from './targets/index.ts';

process.exitCode = await run();

async function run(): Promise<number> {
  try {
    const options = parseOptions(process.argv.slice(2));
    return await runTargets(options, selectTargets(options));
  } catch (error) {
    print((error as Error).message);
    return 2;
  }
}

function selectTargets({ target }: Options): readonly AnyTarget[] {
  if (target === undefined) return TARGETS;
  const selected = TARGETS.filter(({ name }) => name === target);
  if (selected.length > 0) return selected;
  const names = TARGETS.map(({ name }) => name).join(', ');
  throw new Error(`--target: unknown target "${target}". Targets: ${names}.`);
}

async function runTargets(
  { cases, seed, target: only }: Options,
  targets: readonly AnyTarget[],
): Promise<number> {
  let failures = 0;
  for (const target of targets) {
    const count = only === undefined ? Math.ceil((cases * target.share) / 1000) : cases;
    const start = performance.now();
    const failure = await runTarget(target, { seed, cases: count }, (done) => {
      if (done % 10_000 === 0) print(`${target.name}: ${done} of ${count}`);
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (failure === undefined) {
      print(`${target.name}: ${count} cases passed in ${seconds} s (seed ${seed}).`);
      continue;
    }
    failures++;
    print(`${target.name}: failed.\n${failure.violations.join('\n')}`);
    if (failure.input !== undefined) print(`Kept as ${keep(failure)}`);
    print(`Replay: ${replayCommand(failure)}`);
  }
  return failures > 0 ? 1 : 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
