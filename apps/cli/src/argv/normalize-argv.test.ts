import { describe, expect, test } from 'vitest';
import { exampleCli } from '../../test/example-cli.ts';
import { normalizeArgv } from './normalize-argv.ts';

const read = (...args: string[]) => normalizeArgv(args, exampleCli);
const runs = (...args: string[]) => {
  const invocation = read(...args);
  if (invocation.kind !== 'run') throw new Error(JSON.stringify(invocation));
  return { command: invocation.command, argv: invocation.argv };
};

describe('the forms of a flag that AEMM takes', () => {
  test.each([
    [['-d', '5'], ['--mock-delay-sec=5']],
    [['-d5'], ['--mock-delay-sec=5']],
    [['-d=5'], ['--mock-delay-sec=5']],
    [['--mock-delay-sec', '5'], ['--mock-delay-sec=5']],
    [['--mock-delay-sec=5'], ['--mock-delay-sec=5']],
    [['-Id5'], ['--imdsv2', '--mock-delay-sec=5']],
    [['-Isp1739'], ['--imdsv2', '--save-config-to-file', '--port=1739']],
    [['-I=false'], ['--no-imdsv2']],
    [['-sI=false'], ['--save-config-to-file', '--no-imdsv2']],
    [['--imdsv2=T'], ['--imdsv2']],
    [['--imdsv2=0'], ['--no-imdsv2']],
    [['--no-imdsv2'], ['--no-imdsv2']],
    [['-x=1'], ['--mock-ip-count=1']],
    [['-x', '-1'], ['--mock-ip-count=-1']],
    [['-x-1'], ['--mock-ip-count=-1']],
    [['--mock-ip-count', '-1'], ['--mock-ip-count=-1']],
    [['--mock-ip-count=-1'], ['--mock-ip-count=-1']],
    [['--hostname='], ['--hostname=']],
    [['--hostname', ''], ['--hostname=']],
    [['-n='], ['--hostname=']],
    [['--hostname=a=b'], ['--hostname=a=b']],
    [['--hostname', '-7'], ['--hostname=-7']],
    [['--hostname', '--portal'], ['--hostname=--portal']],
    [['--hostname', '--'], ['--hostname=--']],
  ])('%j is %j', (args, argv) => {
    expect(runs(...args)).toEqual({ command: undefined, argv });
    expect(runs('events', ...args)).toEqual({ command: 'events', argv });
    expect(runs(...args, 'events')).toEqual({ command: 'events', argv });
  });

  test.each([
    ['0x10', 16],
    ['+5', 5],
    ['0b1', 1],
    ['0o17', 15],
    ['010', 8],
    ['1_000', 1000],
    ['-0', 0],
  ])('the whole number %s is read as Go reads it', (text, value) => {
    expect(read('-d', text)).toMatchObject({ given: [{ name: 'mock-delay-sec', value }] });
  });

  test.each(['abc', '', '1.5', '08', '1__0', ' 1', '0x', '1e3', '5s'])(
    '%j is not a whole number',
    (text) => {
      expect(read('-d', text)).toEqual({
        kind: 'error',
        message: `invalid argument "${text}" for "-d, --mock-delay-sec" flag: invalid syntax`,
        hint: 'Allowed: a whole number, such as 10, -1 or 0x10.',
      });
    },
  );

  test('a number that would lose digits is refused', () => {
    expect(read('-d', '9007199254740993')).toMatchObject({
      message:
        'invalid argument "9007199254740993" for "-d, --mock-delay-sec" flag: value out of range',
    });
  });

  test.each(['maybe', '', 'tRUE', 'yes'])('%j is neither true nor false', (text) => {
    expect(read(`--imdsv2=${text}`)).toEqual({
      kind: 'error',
      message: `invalid argument "${text}" for "-I, --imdsv2" flag: invalid syntax`,
      hint: 'Allowed: true or false, as in --imdsv2=false.',
    });
  });

  test('of a flag given twice the last one counts, and stands where it was given last', () => {
    expect(runs('-p', '1', '-d', '5', 'spot', '--port=2').argv).toEqual([
      '--mock-delay-sec=5',
      '--port=2',
    ]);
  });

  test('two dashes end the flags, and nothing after them is read', () => {
    expect(runs('-d', '5', '--', '--nope', 'spot')).toEqual({
      command: undefined,
      argv: ['--mock-delay-sec=5'],
    });
  });

  test('the flags that were given are handed on with values of their types', () => {
    expect(read('spot', '-Id5', '-n', 'h')).toMatchObject({
      given: [
        { name: 'imdsv2', value: true },
        { name: 'mock-delay-sec', value: 5 },
        { name: 'hostname', value: 'h' },
      ],
    });
  });
});

describe('finding the command', () => {
  test.each([
    ['bare', [], undefined],
    ['an alias', ['se'], 'events'],
    ['after flags with values', ['-d', '5', '--port', '1', 'spot'], 'spot'],
    ['after a group of letters that ends in a value', ['-Isp', '1739', 'spot'], 'spot'],
    ['after flags of its own', ['-a', 'stop', '--time=x', 'spot'], 'spot'],
    ['a value that is the name of a command', ['-n', 'spot'], undefined],
    ['words with a flag between them', ['config', '-I', 'show'], 'config:show'],
    ['further words', ['spot', 'events', 'extra'], 'spot'],
    ['behind two dashes', ['--', 'spot'], undefined],
    ['an empty argument and a dash', ['', '-'], undefined],
  ])('%s', (_, args, command) => {
    expect(runs(...args).command).toBe(command);
  });

  test('a letter means what it means to the command that was found', () => {
    expect(runs('spot', '-t', 'x').argv).toEqual(['--time=x']);
    expect(runs('events', '-t', 'x').argv).toEqual(['--state=x']);
  });

  test("a command's own letter counts more than the root's", () => {
    const own = { name: 'depth', char: 'd', type: 'string' } as const;
    const commands = [{ id: 'dive', aliases: [], flags: [own] }];
    expect(normalizeArgv(['dive', '-d', '5'], { ...exampleCli, commands })).toMatchObject({
      argv: ['--depth=5'],
    });
  });

  test('a command with arguments keeps them behind two dashes', () => {
    expect(runs('config', '-I', 'validate', '--', '-b.json').argv).toEqual([
      '--imdsv2',
      '--',
      '-b.json',
    ]);
  });

  describe('a command that runs another program', () => {
    const flags = ['--port=80', '--audit'];

    test.each([
      ['behind --', ['exec', '-p', '80', '--audit', '--', 'curl', '-s', '--imdsv2', 'true']],
      ['from its first word', ['exec', '-p80', '--audit', 'curl', '-s', '--imdsv2', 'true']],
      ['with flags before its name', ['-p80', 'exec', '--audit', 'curl', '-s', '--imdsv2', 'true']],
    ])('gets the command line of that untouched: %s', (_, args) => {
      const argv = [...flags, '--', 'curl', '-s', '--imdsv2', 'true'];
      expect(runs(...args)).toEqual({ command: 'exec', argv });
    });

    test.each([
      [['--help']],
      [['-h', '--version']],
      [['spot', '--action', 'nope']],
      [['help']],
      [['--', '-x']],
      [['true']],
      [['']],
    ])('whatever that looks like: %j', (words) => {
      expect(runs('exec', '--', ...words)).toEqual({ command: 'exec', argv: ['--', ...words] });
    });

    test('has flags of its own before it', () => {
      expect(read('exec', '--help', 'curl')).toEqual({ kind: 'help', command: 'exec' });
      expect(read('exec', '--nope', 'curl')).toMatchObject({ message: 'unknown flag: --nope' });
      expect(runs('exec', '--audit', 'true').argv).toEqual(['--audit', '--', 'true']);
    });

    test.each([[[]], [['--']], [['--audit']]])('does nothing without one: %j', (args) => {
      expect(read('exec', ...args)).toEqual({
        kind: 'error',
        message: 'COMMAND is missing',
        hint: 'Type ec2-metadata-mock exec -- COMMAND.',
      });
    });
  });

  test('a passthrough command gets everything but its words untouched', () => {
    expect(read('-d', '5', 'gpu', 'x', '-d=1', '--nope', '--', '--help')).toEqual({
      kind: 'run',
      command: 'gpu',
      argv: ['-d', '5', 'x', '-d=1', '--nope', '--', '--help'],
      given: [],
    });
  });

  test('a command that the root means nothing to refuses its flags', () => {
    expect(runs('plugins', '--json')).toEqual({ command: 'plugins', argv: ['--json'] });
    expect(read('-d', '5', 'plugins')).toMatchObject({
      message: "unknown shorthand flag: 'd' in -d",
    });
  });

  test.each([
    [['bogus'], 'bogus', '', 'Run "ec2-metadata-mock --help" to see the commands.'],
    [['SPOT'], 'SPOT', '', 'Did you mean "ec2-metadata-mock spot"?'],
    [['-d', '5', 'event'], 'event', '', 'Did you mean "ec2-metadata-mock events"?'],
    [['config', 'shwo'], 'shwo', ' config', 'Did you mean "ec2-metadata-mock config show"?'],
    [['xy'], 'xy', '', 'Run "ec2-metadata-mock --help" to see the commands.'],
    [['-h', 'bogus'], 'bogus', '', 'Run "ec2-metadata-mock --help" to see the commands.'],
    [['-v', 'bogus'], 'bogus', '', 'Run "ec2-metadata-mock --help" to see the commands.'],
    [
      ['-h', 'config', 'bogus'],
      'bogus',
      ' config',
      'Run "ec2-metadata-mock config --help" to see the commands.',
    ],
    [
      ['plugins', 'instal'],
      'instal',
      ' plugins',
      'Did you mean "ec2-metadata-mock plugins install"?',
    ],
    [['plugins', 'list'], 'list', ' plugins', 'Did you mean "ec2-metadata-mock plugins"?'],
    [['bogus', '--help'], 'bogus', '', 'Run "ec2-metadata-mock --help" to see the commands.'],
  ])('%j is an unknown command', (args, word, place, hint) => {
    expect(read(...args)).toEqual({
      kind: 'error',
      message: `unknown command "${word}" for "ec2-metadata-mock${place}"`,
      hint,
    });
  });
});

describe('help and version', () => {
  test.each([
    ['-h', undefined],
    ['--help', undefined],
    ['help', undefined],
    ['help help', undefined],
    ['-d 5 help', undefined],
    ['help spot', 'spot'],
    ['help -d 5 se', 'events'],
    ['help config', 'config'],
    ['help config show', 'config:show'],
    ['help spot extra', 'spot'],
    ['spot -h', 'spot'],
    ['-h spot', 'spot'],
    ['-Ih spot', 'spot'],
    ['spot -h --nope -d abc', 'spot'],
    ['help spot --action stop', 'spot'],
    ['help --help --nope', undefined],
    ['config', 'config'],
    ['config --help', 'config'],
    ['plugins install x --help', 'plugins:install'],
    ['gpu -h', 'gpu'],
    ['--version --help', undefined],
  ])('"%s" asks for help', (line, command) => {
    expect(read(...line.split(' '))).toEqual({ kind: 'help', ...(command && { command }) });
  });

  test.each(['-v', '--version', '--version -d 5', '--version spot', '-v gpu', '-v config show'])(
    '"%s" asks for the version',
    (line) => {
      expect(read(...line.split(' '))).toEqual({ kind: 'version' });
    },
  );

  test.each([
    '--nope -h',
    'spot --nope --help',
    'config --nope --help',
    'config --nope',
    'help --nope',
    'help spot --nope -h',
    '--nope --version',
  ])('"%s" is refused for the wrong flag, which comes first', (line) => {
    expect(read(...line.split(' '))).toMatchObject({ message: 'unknown flag: --nope' });
  });

  test.each(['-d abc --help', '-d abc -v', '-d abc -v spot', 'spot -d abc -h', 'help -d abc'])(
    '"%s" is refused for the wrong value, which comes first',
    (line) => {
      expect(read(...line.split(' '))).toMatchObject({
        message: 'invalid argument "abc" for "-d, --mock-delay-sec" flag: invalid syntax',
      });
    },
  );

  test('a command has no version', () => {
    expect(read('spot', '--version')).toMatchObject({ message: 'unknown flag: --version' });
    expect(read('spot', '-v')).toMatchObject({ message: "unknown shorthand flag: 'v' in -v" });
  });

  test('help that is switched off is not asked for', () => {
    expect(runs('--help=false', '-v=false').argv).toEqual([]);
  });

  test('help behind two dashes is not asked for', () => {
    expect(runs('spot', '--', '--help')).toEqual({ command: 'spot', argv: [] });
  });

  test('there is no help on what there is not', () => {
    expect(read('help', 'config', 'bogus')).toEqual({
      kind: 'error',
      message: 'unknown help topic "config bogus"',
      hint: 'Run "ec2-metadata-mock config --help" to see the commands.',
    });
  });
});

describe('words behind a command', () => {
  test.each([
    ['spot stop', 'Warning: the word "stop" is not used. Did you mean --action stop?'],
    [
      'spot stop extra',
      'Warning: the words "stop", "extra" are not used. Did you mean --action stop?',
    ],
    ['spot -a stop -- -I', 'Warning: the word "-I" is not used.'],
    ['se active', 'Warning: the word "active" is not used. Did you mean --state active?'],
    ['-- spot', 'Warning: the word "spot" is not used.'],
  ])('"%s" runs with a warning', (line, warning) => {
    expect(read(...line.split(' '))).toMatchObject({ kind: 'run', warnings: [warning] });
  });

  test('an empty one, of an unset variable, is none', () => {
    expect(read('spot', '')).not.toHaveProperty('warnings');
  });

  test.each(['config show foo', 'config show -- foo', 'config validate a.json foo'])(
    '"%s" has one too many',
    (line) => {
      const [topic, command] = line.split(' ');
      expect(read(...line.split(' '))).toEqual({
        kind: 'error',
        message: `unexpected argument "foo" for "ec2-metadata-mock ${topic} ${command}"`,
        hint: `Run "ec2-metadata-mock ${topic} ${command} --help" to see what is allowed.`,
      });
    },
  );

  test('one that a command cannot do without is asked for', () => {
    expect(read('plugins', 'install')).toEqual({
      kind: 'error',
      message: 'PLUGIN is missing',
      hint: 'Type ec2-metadata-mock plugins install PLUGIN.',
    });
  });

  test('there may be several for a command that says so', () => {
    expect(runs('plugins', 'add', 'a', '-h=false', 'b').argv).toEqual(['--', 'a', 'b']);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['--nope', 'unknown flag: --nope', 'Run "ec2-metadata-mock --help" to see what is allowed.'],
    ['spot --prot 1', 'unknown flag: --prot', 'Did you mean --port?'],
    ['--mock-delay 1 spot', 'unknown flag: --mock-delay', 'Did you mean --mock-delay-sec?'],
    [
      '--no-port',
      'unknown flag: --no-port',
      'Run "ec2-metadata-mock --help" to see what is allowed.',
    ],
    ['--action stop', 'unknown flag: --action', 'It is a flag of: spot.'],
    ['-Ia stop', "unknown shorthand flag: 'a' in -a", 'It is a flag of: spot, events.'],
    [
      'spot -zI',
      "unknown shorthand flag: 'z' in -zI",
      'Run "ec2-metadata-mock spot --help" to see what is allowed.',
    ],
    ['--port', 'flag needs an argument: --port', 'Type --port=VALUE or --port VALUE.'],
    ['spot -Ip', "flag needs an argument: 'p' in -p", 'Type --port=VALUE or --port VALUE.'],
    ['---x', 'bad flag syntax: ---x', 'Run "ec2-metadata-mock --help" to see what is allowed.'],
    ['--=x', 'bad flag syntax: --=x', 'Run "ec2-metadata-mock --help" to see what is allowed.'],
  ])('"%s": %s', (line, message, hint) => {
    expect(read(...line.split(' '))).toEqual({ kind: 'error', message, hint });
  });

  test.each([
    ['--hostname -p', 'hostname', '-p'],
    ['--hostname --port', 'hostname', '--port'],
    ['--hostname --no-imdsv2', 'hostname', '--no-imdsv2'],
    ['--hostname=-p80', 'hostname', '-p'],
    ['-n --help', 'hostname', '--help'],
    ['spot -t -a', 'time', '-a'],
    ['-c -c', 'config-file', '-c'],
  ])('"%s" lacks the value of --%s', (line, name, other) => {
    expect(read(...line.split(' '))).toEqual({
      kind: 'error',
      message: `flag needs an argument: --${name} is followed by the flag ${other}`,
      hint: `Type --${name}=VALUE. What begins like a flag, as ${other} does, cannot be the value.`,
    });
  });

  test.each([
    ['--imdsv2', 'true'],
    ['-I', 'false'],
    ['spot', '-sI', '0'],
    ['config', 'show', '--json', 'true'],
  ])('%s %s … says to type the value after "="', (...args) => {
    const word = args.at(-1);
    const name = args.includes('--json') ? 'json' : 'imdsv2';
    expect(read(...args)).toEqual({
      kind: 'error',
      message: `unexpected argument "${word}": --${name} takes its value only after "="`,
      hint: `Type --${name}=${word}.`,
    });
  });

  test('a word is not a value of a flag that stands before the command', () => {
    expect(runs('-I', 'spot', 'true').argv).toEqual(['--imdsv2']);
  });

  test('messages use the name that the program is given', () => {
    expect(normalizeArgv(['bogus'], { ...exampleCli, bin: 'imds' })).toMatchObject({
      message: 'unknown command "bogus" for "imds"',
    });
  });
});
