import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleCli } from '../../test/example-cli.ts';
import type { FlagValue, GivenFlag } from './invocation.ts';
import { normalizeArgv } from './normalize-argv.ts';
import type { FlagShape } from './shape.ts';

const commands = exampleCli.commands.filter(({ id }) => ['spot', 'events'].includes(id));

interface Given {
  readonly flag: FlagShape;
  readonly value: FlagValue;
  /** One legal spelling of both. */
  readonly args: readonly string[];
}

const valueFor: Record<FlagShape['type'], fc.Arbitrary<FlagValue>> = {
  boolean: fc.boolean(),
  integer: fc.integer(),
  string: fc.oneof(
    fc.string().filter((text) => !text.startsWith('-')),
    fc.constantFrom('', '-', '--', '=', 'spot', 'true', '-1', '--nope', 'a=b'),
  ),
};

function numerals(value: number): readonly string[] {
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  return [
    String(value),
    ...[16, 8, 2].map((base, index) => `${sign}${['0x', '0', '0b'][index]}${size.toString(base)}`),
    ...(value < 0 ? [] : [`+${value}`]),
  ];
}

function spellings({ name, char, type }: FlagShape, value: FlagValue): readonly string[][] {
  if (type === 'boolean') {
    const words = value ? ['true', 'T', '1', 'TRUE'] : ['false', 'f', '0', 'False'];
    return [
      [value ? `--${name}` : `--no-${name}`],
      ...(value && char ? [[`-${char}`]] : []),
      ...words.map((word) => [`--${name}=${word}`]),
      ...words.flatMap((word) => (char ? [[`-${char}=${word}`]] : [])),
    ];
  }
  const texts = typeof value === 'number' ? numerals(value) : [String(value)];
  return texts.flatMap((text) => [
    [`--${name}=${text}`],
    [`--${name}`, text],
    ...(char ? [[`-${char}=${text}`], [`-${char}`, text]] : []),
    ...(char && text !== '' && !text.startsWith('=') ? [[`-${char}${text}`]] : []),
  ]);
}

const givenFlag = (flag: FlagShape): fc.Arbitrary<Given> =>
  valueFor[flag.type].chain((value) =>
    fc.constantFrom(...spellings(flag, value)).map((args) => ({ flag, value, args })),
  );

/** A command, flags of it and of the root, some more than once, and where the command stands among them. */
const scenario = fc.constantFrom(...commands).chain((command) =>
  fc.record({
    word: fc.constantFrom(command.id, ...command.aliases),
    command: fc.constant(command.id),
    given: fc.array(fc.constantFrom(...command.flags, ...exampleCli.flags).chain(givenFlag)),
    place: fc.nat(),
    grouped: fc.boolean(),
  }),
);

/** Joins a boolean letter with the letters after it: `-I -d5` as `-Id5`. */
function group(spelled: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [first, second, ...rest] = spelled;
  if (first === undefined || second === undefined) return spelled;
  const isLetter = first.length === 1 && /^-[A-Za-z]$/.test(first[0] ?? '');
  const [head = '', ...tail] = second;
  if (isLetter && /^-[A-Za-z]/.test(head)) {
    return group([[`${first[0]}${head.slice(1)}`, ...tail], ...rest]);
  }
  return [first, ...group([second, ...rest])];
}

function lastOfEach(given: readonly Given[]): readonly GivenFlag[] {
  const names = given.map(({ flag }) => flag.name);
  return given
    .filter(({ flag }, index) => names.lastIndexOf(flag.name) === index)
    .map(({ flag, value }) => ({ name: flag.name, value }));
}

test('all spellings of the same flags are the same to it', () => {
  fc.assert(
    fc.property(scenario, ({ word, command, given, place, grouped }) => {
      const spelled = given.map(({ args }) => args);
      const cut = place % (spelled.length + 1);
      const arrange = grouped ? group : (pieces: readonly (readonly string[])[]) => pieces;
      const before = arrange(spelled.slice(0, cut)).flat();
      const after = arrange(spelled.slice(cut)).flat();
      expect(normalizeArgv([...before, word, ...after], exampleCli)).toMatchObject({
        kind: 'run',
        command,
        given: lastOfEach(given),
      });
    }),
    { numRuns: 500 },
  );
});

test('flags of different names may change places', () => {
  fc.assert(
    fc.property(scenario, fc.infiniteStream(fc.nat()), ({ word, given }, random) => {
      const distinct = new Map(given.map((one) => [one.flag.name, one]));
      const ordered = [...distinct.values()];
      const keys = new Map(ordered.map((one) => [one, random.next().value]));
      const shuffled = ordered.toSorted((a, b) => Number(keys.get(a)) - Number(keys.get(b)));
      const [one, other] = [ordered, shuffled].map((flags) =>
        normalizeArgv([word, ...flags.flatMap(({ args }) => args)], exampleCli),
      );
      if (one?.kind !== 'run' || other?.kind !== 'run') throw new Error('did not run');
      expect(new Set(one.argv)).toEqual(new Set(other.argv));
      expect(new Set(one.given)).toEqual(new Set(other.given));
    }),
  );
});

const anyArgument = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('-d', '-I', '--imdsv2', '--port', '--', '-', '', '=', '-=', '--=', '-h', '-v'),
  fc.constantFrom('exec', '--audit', '--no-audit'),
  fc.constantFrom('spot', 'help', 'config', 'show', 'validate', 'plugins', 'install', 'true'),
  fc.constantFrom('__proto__', '--__proto__', '--no-', '--no-port', '--no-imdsv2', '-Isp'),
);

test('it never throws, and what it wrote it reads again as the same', () => {
  fc.assert(
    fc.property(fc.array(anyArgument), (args) => {
      const first = normalizeArgv(args, exampleCli);
      if (first.kind !== 'run') return;
      const words = first.command?.split(':') ?? [];
      const { warnings: _, ...same } = first;
      expect(normalizeArgv([...words, ...first.argv], exampleCli)).toEqual(same);
    }),
    { numRuns: 2000 },
  );
});
