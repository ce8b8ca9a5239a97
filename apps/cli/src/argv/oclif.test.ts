import { boolean, string } from '@oclif/core/flags';
import type { FlagInput } from '@oclif/core/interfaces';
import { parse } from '@oclif/core/parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleCli } from '../../test/example-cli.ts';
import { normalizeArgv } from './normalize-argv.ts';

const flags: FlagInput = Object.fromEntries(
  exampleCli.flags.map(({ name, char, type }) => {
    const facts = char === undefined ? {} : { char: char as 'a' };
    return [name, type === 'boolean' ? boolean({ ...facts, allowNo: true }) : string(facts)];
  }),
);

const value = fc.oneof(
  fc.string().filter((text) => !text.startsWith('-')),
  fc.constantFrom('', '-1', '=', 'a=b', '-', 'spot', '#'),
);

test('oclif reads from it the flags that were given', async () => {
  await fc.assert(
    fc.asyncProperty(value, fc.integer(), fc.boolean(), async (hostname, delay, imdsv2) => {
      const args = ['-n', hostname, '-d', String(delay), `-I=${imdsv2}`, '-d', String(delay)];
      const invocation = normalizeArgv(args, exampleCli);
      if (invocation.kind !== 'run') throw new Error('did not run');
      const read = await parse([...invocation.argv], { flags, strict: true });
      expect(read.flags).toEqual({ hostname, 'mock-delay-sec': String(delay), imdsv2 });
    }),
  );
});

test('what oclif refuses as a value is still among the flags that were given', async () => {
  const invocation = normalizeArgv(['-n', '-p'], exampleCli);
  if (invocation.kind !== 'run') throw new Error('did not run');
  await expect(parse([...invocation.argv], { flags })).rejects.toThrow(
    'Flag --hostname expects a value',
  );
  expect(invocation.given).toEqual([{ name: 'hostname', value: '-p' }]);
});
