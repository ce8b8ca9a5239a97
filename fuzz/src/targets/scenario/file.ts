import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, InputError, loadConfig, readValueFile, toPrintable } from '@aemm/config';
import type { Value } from '@aemm/core';
import { tempTree } from '@aemm/testing';
import fc from 'fast-check';
import { checkMessages } from '../../check-messages.ts';
import type { DocumentText } from '../../documents.ts';
import { documentsOf } from '../../documents.ts';
import type { Target } from '../../target.ts';
import { categories } from '../control/driven.ts';
import { playToEnd } from './play.ts';
import { scenarios } from './steps.ts';

/** A file with a scenario. */
interface ScenarioFileCase extends DocumentText {
  /** Whether the file is the configuration, is named by `--scenario`, or is an argument of `ctl`. */
  readonly place: 'config-file' | 'scenario' | 'argument';
}

/** Characters of a message at most: it quotes the beginning of a value, and may name all actions. */
const LONGEST_LINE = 4096;

/** Scenarios as text: each is refused with its place, or is played to its end. */
export const scenarioFileTarget: Target<ScenarioFileCase> = {
  name: 'scenario-file',
  share: 20,
  cases: fc
    .tuple(fc.constantFrom('config-file', 'scenario', 'argument'), documentsOf(files()))
    .map(([place, document]) => ({ place, ...document })),
  async open() {
    const home = tempTree();
    return {
      check: (input) => check(input, home.path),
      async close() {
        home.remove();
        return [];
      },
    };
  },
};

/** What a file holds: the steps alone or below a key, which may be written in any case. */
function files(): fc.Arbitrary<Value> {
  const key = fc.constantFrom('scenario', 'scenario', 'Scenario', 'scenarios', '__proto__');
  const section = fc
    .tuple(key, scenarios())
    .map(([name, steps]) => Object.fromEntries([[name, steps]]));
  return fc.oneof({ weight: 3, arbitrary: section }, { weight: 1, arbitrary: scenarios() });
}

async function check(
  { place, format, text }: ScenarioFileCase,
  folder: string,
): Promise<readonly string[]> {
  const path = join(folder, `steps.${format}`);
  await writeFile(path, text, 'latin1');
  return place === 'argument' ? checkArgument(path) : checkConfig(place, path, folder);
}

/** The control plane refuses what its command line could read. */
async function checkArgument(path: string): Promise<readonly string[]> {
  try {
    return playToEnd(await readValueFile(path)).violations;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return checkMessages([toPrintable(error.message)], { longest: LONGEST_LINE });
  }
}

async function checkConfig(
  place: 'config-file' | 'scenario',
  path: string,
  folder: string,
): Promise<readonly string[]> {
  try {
    const config = await loadConfig({
      flags: { [place]: path },
      env: {},
      home: undefined,
      cwd: folder,
      categories,
    });
    return [
      ...checkMessages(config.warnings, { longest: LONGEST_LINE }),
      ...(config.scenario === undefined ? [] : checkPlayed(config.scenario.steps)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return checkRefusal(error, path);
  }
}

/** What was accepted can be played. */
export function checkPlayed(steps: unknown): readonly string[] {
  const { refusal, violations } = playToEnd(steps);
  return refusal === undefined ? violations : [`accepted, but cannot be played: ${refusal}`];
}

/** A refusal names its file in each line. */
export function checkRefusal({ problems, warnings }: ConfigError, path: string): readonly string[] {
  const nameless = problems.filter((line) => !line.includes(path) && !MORE.test(line));
  return [
    ...checkMessages([...problems, ...warnings], { longest: LONGEST_LINE }),
    ...(problems.length === 0 ? ['a refusal without a message'] : []),
    ...nameless.map((line) => `a refusal that does not name its file: ${line}`),
  ];
}

/** The line that stands for problems beyond the first ones. */
const MORE = /^There are \d+ more problems like these\.$/;
