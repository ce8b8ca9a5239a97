import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCli, startCli, tempTree } from '../index.ts';

/** A program that says what it was given, and listens as the mock does if asked to. */
const PROGRAM = `
  import { createServer } from 'node:net';
  const [, , word, ...rest] = process.argv;
  if (word === 'env') process.stdout.write(JSON.stringify(process.env));
  if (word === 'where') process.stdout.write(process.cwd());
  if (word === 'fail') { process.stderr.write('no good\\n'); process.exitCode = 7; }
  if (word === 'hang') setInterval(() => {}, 1000);
  if (word === 'deaf') process.on('SIGTERM', () => {});
  if (word === 'mock' || word === 'deaf') {
    const server = createServer().listen(0, '127.0.0.1', () => {
      process.stderr.write('Initiating ec2-metadata-mock for all mocks on port ' + server.address().port + '\\n');
      process.stdout.write('Flags: ' + rest.join(' ') + '\\n');
    });
  }
`;

const program = tempTree({ 'program.mjs': PROGRAM });
const options = { binary: program.join('program.mjs') };

test('a command that ends is described by status and output', async () => {
  expect(await runCli(['fail'], options)).toEqual({
    exitCode: 7,
    signal: null,
    stdout: '',
    stderr: 'no good\n',
  });
});

test("nothing of the test's environment reaches the program, but what it is given does", async () => {
  process.env.AEMM_TESTING_LEAK = 'leaked';
  const { stdout } = await runCli(['env'], { ...options, env: { AEMM_IMDSV2: 'true' } });
  const env = JSON.parse(stdout);

  expect(env).not.toHaveProperty('AEMM_TESTING_LEAK');
  expect(env).toMatchObject({ AEMM_IMDSV2: 'true', PATH: process.env.PATH });
});

test('each run has a home of its own, which is removed', async () => {
  const [one, other] = await Promise.all([runCli(['where'], options), runCli(['where'], options)]);

  expect(one.stdout).not.toBe(other.stdout);
  expect(existsSync(one.stdout)).toBe(false);
});

test('a home that was given stays', async () => {
  using home = tempTree({ 'aemm-config.json': {} });
  expect(await runCli(['where'], { ...options, home: home.path })).toMatchObject({
    stdout: home.path,
  });
  expect(existsSync(home.join('aemm-config.json'))).toBe(true);
});

test("plugins are linked in oclif's file of user plugins, even broken ones", async () => {
  using tree = tempTree({ 'rack/package.json': { name: 'aemm-plugin-rack' }, 'home/.keep': '' });
  const plugins = [tree.join('rack'), tree.join('gone')];
  await runCli(['where'], { ...options, home: tree.join('home'), plugins });

  const file = tree.join('home/.local/share/ec2-metadata-mock/package.json');
  expect(JSON.parse(readFileSync(file, 'utf8')).oclif.plugins).toEqual([
    { type: 'link', name: 'aemm-plugin-rack', root: tree.join('rack') },
    { type: 'link', name: 'gone', root: tree.join('gone') },
  ]);
});

test('a program that does not end is ended, and says what it was', async () => {
  await expect(runCli(['hang'], { ...options, timeoutMs: 300 })).rejects.toThrow(
    /program\.mjs hang: no end within 300 ms/,
  );
});

test('a time-out passes in real time where the test has replaced the timers', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const hanging = { ...options, timeoutMs: 300 };
  await expect(runCli(['hang'], hanging)).rejects.toThrow('no end within 300 ms');
  await expect(startCli(['hang'], hanging)).rejects.toThrow(/no \/.*\/ within 300 ms/);
});

test.each([2 ** 31, Number.POSITIVE_INFINITY])('a time-out may be %d ms', async (timeoutMs) => {
  const patient = { ...options, timeoutMs };
  expect(await runCli(['fail'], patient)).toMatchObject({ exitCode: 7 });
  await using mock = await startCli(['mock', 'spot'], patient);
  expect((await mock.waitFor(/Flags: (\w+)/))[1]).toBe('spot');
});

test.each([Number.NaN, -1])(
  'a time-out of %d ms is refused before anything starts',
  async (timeoutMs) => {
    using home = tempTree();
    const impatient = { ...options, home: home.path, plugins: [], timeoutMs };
    const refusal = new RegExp(`^${timeoutMs} is not allowed for timeoutMs\\. Allowed: .*$`);
    await expect(runCli(['fail'], impatient)).rejects.toThrow(refusal);
    await expect(startCli(['mock'], impatient)).rejects.toThrow(refusal);
    expect(readdirSync(home.path)).toEqual([]);
  },
);

test('a mock is ready when it says so, and can be waited for and stopped', async () => {
  await using mock = await startCli(['mock', 'spot'], options);

  expect(mock.url).toBe(`http://127.0.0.1:${mock.port}`);
  expect((await mock.waitFor(/Flags: (\w+)/))[1]).toBe('spot');
  expect(await mock.stop()).toMatchObject({ signal: 'SIGTERM', stdout: 'Flags: spot\n' });
});

test.each([
  [['--hostname', '::1'], {}, '[::1]'],
  [['--imdsv2', '--hostname=[::1]'], {}, '[::1]'],
  [['-n', '127.0.0.2'], { AEMM_SERVER_HOSTNAME: '::1' }, '127.0.0.2'],
  [[], { AEMM_SERVER_HOSTNAME: '::1' }, '[::1]'],
  [['-n', '0.0.0.0'], {}, '127.0.0.1'],
  [['ulimit -n 128; exec mock'], {}, '127.0.0.1'],
  [[], { AEMM_SERVER_HOSTNAME: '' }, '127.0.0.1'],
])('a mock with %j and %j is reached at %s', async (flags, env, host) => {
  await using mock = await startCli(['mock', ...flags], { ...options, env });

  expect(mock.url).toBe(`http://${host}:${mock.port}`);
});

test('a mock that ends instead of listening fails the test with what it wrote', async () => {
  await expect(startCli(['fail'], options)).rejects.toThrow(/ended \(7\).*\nno good/);
});

test.each([
  ['ends', 'process.exit();'],
  ['is ended by force', "process.kill(process.pid, 'SIGKILL');"],
])('a mock that was forgotten is gone when the process of the test %s', async (_, end) => {
  const script = `
    import { startCli } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
    import { writeSync } from 'node:fs';
    const mock = await startCli(['deaf'], ${JSON.stringify(options)});
    writeSync(1, mock.url + ' ' + mock.home);
    ${end}
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const [url = '', home = ''] = stdout.split(' ');

  expect(url).toMatch(/^http:/);
  await vi.waitFor(async () => {
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(existsSync(home)).toBe(false);
  }, 20_000);
});
