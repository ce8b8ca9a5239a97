import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { tempTree } from '@aemm/testing';
import fc from 'fast-check';
import { unprintableLines } from '../printable.ts';
import type { Target } from '../target.ts';

/** The words behind the name of the program. */
type ArgumentsCase = readonly string[];

/** The value of a flag that is a secret; it must not be printed. */
const SECRET = 'S3CR3T-of-a-user';

const require = createRequire(import.meta.url);
const BINARY = join(dirname(require.resolve('@aemm/cli/package.json')), 'bin/run.js');

/** Argument lists of the real binary: words of its grammar, in any order and damaged. */
export const argumentsTarget: Target<ArgumentsCase> = {
  name: 'arguments',
  share: 1,
  cases: fc.array(words(), { maxLength: 6 }),
  async open() {
    const home = tempTree();
    return {
      check: (args) => check(args, home.path),
      async close() {
        home.remove();
        return [];
      },
    };
  },
};

/** What a mock prints once it listens. */
const READY = /Initiating ec2-metadata-mock for .* on port \d+/;
/** Milliseconds that a start may take on a busy machine. */
const PATIENCE_MS = 10_000;

interface Result {
  /** The exit status or, if it was ended because it listened, 0 for an orderly end. */
  readonly exit: number | NodeJS.Signals | null;
  readonly output: string;
}

async function check(args: ArgumentsCase, home: string): Promise<readonly string[]> {
  const { exit, output } = await run(args, home);
  return [
    ...([0, 1, 2].includes(Number(exit ?? -1)) ? [] : [`exit ${exit}: ${output}`]),
    ...(/^ +at .*:\d+:\d+\)?$/m.test(output) ? [`a stack: ${output}`] : []),
    ...(output.includes(SECRET) ? [`the output has the secret: ${output}`] : []),
    ...unprintableLines(output),
  ];
}

/** Runs the binary to its end, which a mock is given once it listens. */
function run(args: ArgumentsCase, home: string): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BINARY, ...args], {
      cwd: home,
      env: { HOME: home, TMPDIR: home, AEMM_SERVER_HOSTNAME: '127.0.0.1', AEMM_SERVER_PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    let output = '';
    const add = (text: string): void => {
      const wasReady = READY.test(output);
      output += text;
      if (!wasReady && READY.test(output)) child.kill('SIGTERM');
    };
    child.stdout.setEncoding('utf8').on('data', add);
    child.stderr.setEncoding('utf8').on('data', add);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const wasEnded = READY.test(output) && (signal === 'SIGTERM' || code === 143);
      resolve({ exit: wasEnded ? 0 : (signal ?? code), output });
    });
  });
}

/** Words that start nothing but mocks on loopback, and change nothing outside of the home directory. */
function words(): fc.Arbitrary<string> {
  const grammar = fc.constantFrom(
    ...['spot', 'events', 'asglifecycle', 'mock', 'config', 'show', 'validate', 'routes', 'help'],
    ...['completion', 'bash', 'certificates', '-h', '--help', '-v', '--version', '-I', '--imdsv2'],
    ...['--action', '-a', 'terminate', '--action=stop', '-d', '--mock-delay-sec', '5', '-1', '1e3'],
    ...['--mock-ip-count=2', '-x', '--profile=ec2', '--profile', 'aemm', '-c', 'none.json', '-w'],
    ...['-s', '--state', 'active', '--code', 'system-reboot', '--no-imdsv2', '--imdsv2=maybe'],
    ...['--', '-', '', '---', '--=', '-=', '--request-log=json', `--token-secret=${SECRET}`],
  );
  const damaged = fc
    .tuple(grammar, fc.nat(20), fc.string({ unit: 'binary', maxLength: 3 }))
    .filter(([word]) => !word.includes(SECRET))
    .map(([word, at, added]) => word.slice(0, at) + added + word.slice(at + 1));
  const foreign = fc.string({ unit: 'grapheme', maxLength: 30 });
  return (
    fc
      .oneof(
        { weight: 8, arbitrary: grammar },
        { weight: 2, arbitrary: damaged },
        { weight: 1, arbitrary: foreign },
      )
      // The system takes no argument with a NUL. A host name would be looked up.
      .filter((word) => !word.includes('\0') && !/^-[a-z]*n|^--ho/i.test(word))
  );
}
