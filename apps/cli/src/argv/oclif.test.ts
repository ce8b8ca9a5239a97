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

test('what oclif refuses as a value is refused before it', async () => {
  const values = fc.oneof(
    fc.string().map((text) => `-${text}`),
    fc.constantFrom('-p', '-p80', '--port', '--no-imdsv2', '--no-port', '--portal', '--', '-'),
  );
  await fc.assert(
    fc.asyncProperty(values, async (text) => {
      const reading = parse([`--hostname=${text}`], { flags });
      const isTaken = await reading.then(
        () => true,
        () => false,
      );
      if (!isTaken) expect(normalizeArgv(['-n', text], exampleCli).kind).toBe('error');
    }),
    { numRuns: 500 },
  );
});
