import type { Config } from '@aemm/config';
import { ConfigError, InputError } from '@aemm/config';
import { expect, test } from 'vitest';
import { createReload } from './reload.ts';

const CONFIG = { file: 'aemm.json' } as Config;
const fullTable = new ConfigError(['too many open files.'], 1, {
  cause: new InputError('too many open files', 'EMFILE'),
});

/** A reload whose loads have these outcomes, with a clock of its own. */
function reloads(outcomes: readonly (Config | Error)[]) {
  const left = [...outcomes];
  const seen = { applied: 0, reported: [] as unknown[], retries: 0 };
  let time = 0;
  const reload = createReload(
    async () => {
      const outcome = left.shift();
      if (outcome instanceof Error) throw outcome;
      return outcome ?? CONFIG;
    },
    {
      apply: async () => {
        seen.applied++;
      },
      report: (error) => seen.reported.push(error),
    },
    {
      retry: () => {
        seen.retries++;
      },
    },
    () => time,
  );
  return {
    seen,
    async at(seconds: number) {
      time = seconds * 1000;
      await reload();
    },
  };
}

test('a lack of resources is retried each time, and reported once a minute', async () => {
  const { seen, at } = reloads([...Array(100).fill(fullTable), CONFIG]);
  for (let second = 0; second <= 100; second++) await at(second);

  expect(seen).toEqual({ applied: 1, reported: [fullTable, fullTable], retries: 100 });
});

test('a lack of resources is reported again when it is another one', async () => {
  const other = new ConfigError(['this machine has too many open files.'], 1, {
    cause: new InputError('this machine has too many open files', 'ENFILE'),
  });
  const { seen, at } = reloads([fullTable, other]);
  await at(0);
  await at(1);

  expect(seen.reported).toEqual([fullTable, other]);
});

test.each([
  ['a file that is gone', new ConfigError(['gone'], 1, { cause: new InputError('x', 'ENOENT') })],
  ['a file that is broken', new ConfigError(['broken'], 1)],
  ['a value that is not allowed', new ConfigError(['not allowed'], 2)],
])('%s is reported each time, and waits for a change', async (_, error) => {
  const { seen, at } = reloads([error, CONFIG, error]);
  for (const second of [0, 1, 2]) await at(second);

  expect(seen).toEqual({ applied: 1, reported: [error, error], retries: 0 });
});

test('a configuration that cannot be applied is reported', async () => {
  const reported: unknown[] = [];
  const error = new Error('no such category');
  const apply = async (): Promise<void> => {
    throw error;
  };
  const report = (problem: unknown) => reported.push(problem);
  await createReload(
    async () => CONFIG,
    { apply, report },
    { retry() {} },
    () => 0,
  )();

  expect(reported).toEqual([error]);
});
