import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tempTree } from '@aemm/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';

const home = tempTree({ 'aemm.json': {}, 'rack/package.json': { name: 'rack', oclif: {} } });
afterAll(() => home.remove());
const env = { PATH: process.env.PATH, HOME: home.path };
const isPosix = process.platform !== 'win32';
// Every write to it fails as on a full disk. macOS has none.
const hasFullDevice = existsSync('/dev/full');

/** Types a line into a shell, in which `"$@"` is the program. */
function type(line: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line, '-', process.execPath, BINARY], {
    cwd: home.path,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const COMMANDS = [
  '--version',
  '-v',
  '--help',
  'help spot',
  'completion bash',
  'routes',
  'routes --json',
  'config show -c aemm.json',
  'config validate aemm.json',
  'plugins',
  'plugins link rack',
];

describe.runIf(hasFullDevice)('standard output on a full disk', () => {
  test.for(COMMANDS)('ends %s with status 74 and one line', (command) => {
    expect(type(`"$@" ${command} > /dev/full`)).toEqual({
      status: 74,
      stdout: '',
      stderr: 'Error: cannot write standard output: ENOSPC: no space left on device, write\n',
    });
  });

  test('does not end a mock, which warns of it once', async () => {
    const typed = '"$@" -n 127.0.0.1 -p 0 -c aemm.json -d 5 > /dev/full & echo $! >&3; wait $!';
    const shell = spawn('sh', ['-c', typed, '-', process.execPath, BINARY], {
      cwd: home.path,
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    shell.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [pid] = await once(shell.stdio[3] as NodeJS.ReadableStream, 'data');
    await expect.poll(() => stderr, { timeout: 20_000 }).toMatch(/Serving .*\n/);
    const [, port] = / on port (\d+)/.exec(stderr) ?? [];
    const answer = await fetch(`http://127.0.0.1:${port}/latest/meta-data/instance-id`);
    process.kill(Number(String(pid)), 'SIGTERM');
    const [status] = await once(shell, 'exit');

    expect({ answered: answer.status, status }).toEqual({ answered: 200, status: 0 });
    expect(stderr.match(/^.*standard output.*$/gm)).toEqual([
      'Warning: cannot write standard output: ENOSPC: no space left on device, write',
    ]);
  });
});

describe.runIf(hasFullDevice)('standard error on a full disk', () => {
  test.for([
    ['spot --nope', 2],
    ['nope', 2],
    ['plugins inspect nope', 2],
    ['config validate nope.json', 1],
    ['routes', 0],
  ] as const)('leaves %s its exit status, %i', ([command, status]) => {
    expect(type(`"$@" ${command} 2> /dev/full > /dev/null`).status).toBe(status);
  });
});

describe.runIf(isPosix)('a closed standard stream', () => {
  test.for([
    ['--version >&-', 0],
    ['--help >&-', 0],
    ['routes >&-', 0],
    ['--version 2>&-', 0],
    ['routes 2>&-', 0],
    ['--nope 2>&-', 2],
    ['--nope >&- 2>&-', 2],
    ['routes <&- >&- 2>&-', 0],
  ] as const)('leaves %s its exit status, %i', ([line, status]) => {
    expect(type(`"$@" ${line}`).status).toBe(status);
  });
});

describe.runIf(isPosix)('a working directory that was removed', () => {
  const inRemoved = (command: string) =>
    type(`mkdir gone && cd gone && rmdir ../gone && exec "$@" ${command}`);

  test.for([
    '',
    'spot -p 0',
    'routes',
    'config show',
    'config validate x.json',
    'plugins link rack',
  ])('ends "%s" with status 2 and one line', (command) => {
    expect(inRemoved(command)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'The working directory is gone. Change to a folder that exists.\n',
    });
  });

  test.for(['--version', '--help', 'plugins', 'completion bash'])(
    'is nothing to "%s", which does not need it',
    (command) => {
      expect(inRemoved(command)).toMatchObject({ status: 0, stderr: '' });
    },
  );
});
