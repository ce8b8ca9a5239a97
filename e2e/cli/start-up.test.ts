import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { CliResult } from '@aemm/testing';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { startMock, wordsOf } from './support/mock.ts';
import { runUnprivileged, startUnprivileged } from './support/unprivileged.ts';

/** What a mistake looks like: lines for a person on standard error, no stack, nothing on standard output. */
function expectMistake(result: CliResult, code: number, lines: readonly string[]): void {
  const { exitCode, stdout, stderr } = result;
  expect(maskStart(stderr)).toBe([...lines, ''].join('\n'));
  expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
}

/** The warning that comes with every home of a test. */
const NO_FILE = '<now> Warning: Config File "aemm-config" Not Found in "[<home>]"';

function maskStart(stderr: string): string {
  return stderr.replace(/^[\d/]+ [\d:]+ (.*in "\[).*\]"$/gm, '<now> $1<home>]"');
}

describe('it cannot listen', () => {
  test('[D28] on a port in use', async () => {
    await using taken = await listenSomewhere();
    const result = await runCli(wordsOf(`-n 127.0.0.1 -p ${taken.port}`));

    expectMistake(result, 2, [
      NO_FILE,
      `Port ${taken.port} on 127.0.0.1 is in use already. Stop what listens there, or choose another port (--port). (AEMM_PORT_IN_USE)`,
    ]);
  });

  test('[D28] on a port that this user may not open', async () => {
    const result = await runUnprivileged('-n 127.0.0.1 -p 81');

    expectMistake(result, 2, [
      NO_FILE,
      'This user may not open port 81 on 127.0.0.1. Choose a port from 1024 on (--port), or grant the right to open this one. (AEMM_PORT_FORBIDDEN)',
    ]);
  });

  test('[D28] on an address that the machine does not have', async () => {
    const result = await runCli(wordsOf('-n 192.0.2.1 -p 0'));

    expectMistake(result, 2, [
      NO_FILE,
      'This machine does not have the address 192.0.2.1. Choose one that it has (--hostname), or 0.0.0.0 for all. (AEMM_ADDRESS_UNAVAILABLE)',
    ]);
  });

  test('[D28] on a name that cannot be resolved', async () => {
    // No label of a name is that long, so no name server is asked for it.
    const name = 'x'.repeat(64);
    const result = await runCli(['-n', name, '-p', '0']);

    expectMistake(result, 2, [
      NO_FILE,
      `Cannot resolve host name "${name}". Choose an address or another name (--hostname). (AEMM_HOST_UNKNOWN)`,
    ]);
  });
});

describe('a configuration file that was named', () => {
  const DOCUMENTS: readonly (readonly [name: string, text: string, position: string])[] = [
    ['broken.json', '{\n  "imdsv2": true,\n  "server": { "port": }\n}\n', ':3:23'],
    ['broken.yaml', 'imdsv2: true\nserver:\n  port: [1\n', ':4:1'],
    ['broken.toml', 'imdsv2 = true\n[server\nport = 1\n', ':2:8'],
  ];

  test.for(DOCUMENTS)(
    '%s is reported with line and column, exit 1',
    async ([name, text, position]) => {
      using tree = tempTree({ [name]: text });
      const { exitCode, stdout, stderr } = await runCli(['-c', name], { home: tree.path });

      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(stderr).toContain(
        `Error while attempting to read config from ${tree.join(name)}${position}`,
      );
      expect(stderr).toContain('(named by --config-file)');
    },
  );

  test('and is missing: exit 1', async () => {
    using tree = tempTree();
    const result = await runCli(['-c', 'nowhere.json'], { home: tree.path });

    expectMistake(result, 1, [
      `Error while attempting to read config from ${tree.join('nowhere.json')} (named by --config-file): no such file.`,
    ]);
  });

  test('by the environment, and is missing: exit 1', async () => {
    using tree = tempTree();
    const env = { AEMM_CONFIG_FILE: 'nowhere.json' };
    const result = await runCli([], { home: tree.path, env });

    expectMistake(result, 1, [
      `Error while attempting to read config from ${tree.join('nowhere.json')} (named by AEMM_CONFIG_FILE): no such file.`,
    ]);
  });

  test('and is a directory: exit 1', async () => {
    using tree = tempTree({ 'folder.json/file': '' });
    const result = await runCli(['-c', 'folder.json'], { home: tree.path });

    expectMistake(result, 1, [
      `Error while attempting to read config from ${tree.join('folder.json')} (named by --config-file): it is a directory.`,
    ]);
  });

  test('and may not be read: exit 1', async () => {
    using tree = tempTree({ 'secret.json': {} });
    chmodSync(tree.join('secret.json'), 0o000);
    const result = await runUnprivileged(`-c ${tree.join('secret.json')}`, tree);

    expectMistake(result, 1, [
      `Error while attempting to read config from ${tree.join('secret.json')} (named by --config-file): permission denied.`,
    ]);
  });

  test('[D25] with values that are not allowed: a line each with line and column, exit 2', async () => {
    using tree = tempTree({
      'aemm.json': '{\n  "mock-delay-sec": "soon",\n  "spot": { "action": "explode" }\n}\n',
    });
    const result = await runCli(['-c', 'aemm.json'], { home: tree.path });
    const file = tree.join('aemm.json');

    expectMistake(result, 2, [
      `Invalid config file input "soon" for key mock-delay-sec in ${file}:2:21. Allowed value(s): a whole number.`,
      `Invalid config file input "explode" for key spot.action in ${file}:3:23. Allowed value(s): terminate,hibernate,stop.`,
    ]);
  });

  test('[D27] with user data that is not base64: exit 2, and the data is not repeated', async () => {
    using tree = tempTree({ 'aemm.json': { userdata: { values: { userdata: 'not base64!' } } } });
    const { exitCode, stderr } = await runCli(['-c', 'aemm.json'], { home: tree.path });

    expect(exitCode).toBe(2);
    expect(stderr).toContain('userdata.values.userdata');
    expect(stderr).not.toContain('not base64!');
  });

  test('[D24] with an unknown key: a warning names it and the nearest, and it starts', async () => {
    using tree = tempTree({ 'aemm.json': { imdsV3: true, spot: { acton: 'stop' } } });
    await using mock = await startMock('-c aemm.json', { home: tree.path });
    const file = tree.join('aemm.json');

    expect(mock.stderr).toContain(
      `Warning: Unknown key "imdsV3" in ${file}:2:3. Did you mean "imdsv2"?\n`,
    );
    expect(mock.stderr).toContain(
      `Warning: Unknown key "spot.acton" in ${file}:4:5. Did you mean "spot.action"?\n`,
    );
  });
});

describe('the default configuration file', () => {
  test('is read from the home directory', async () => {
    using tree = tempTree({ 'aemm-config.json': { imdsv2: true } });
    await using mock = await startMock('', { home: tree.path });

    expect(mock.stdout).toContain(
      `Using configuration from file:  ${tree.join('aemm-config.json')}\n`,
    );
    expect((await mock.get('/latest/meta-data/mac')).status).toBe(401);
  });

  test('may be missing: a warning', async () => {
    await using mock = await startMock();

    expect(mock.stderr).toContain(
      `Warning: Config File "aemm-config" Not Found in "[${mock.home}]"\n`,
    );
  });
});

describe('saving the configuration', () => {
  const SAVED = '.ec2-metadata-mock/.aemm-config-used.json';
  const FAILED = 'Warning: Failed to save the final configuration to local file';

  test('[C06] is done before it listens, for scripts that start it only for the file', async () => {
    using home = tempTree();
    await using taken = await listenSomewhere();
    // It ends because it cannot listen: the file can only have been written before.
    const { exitCode } = await runCli(wordsOf(`-s -n 127.0.0.1 -p ${taken.port}`), {
      home: home.path,
    });
    expect(exitCode).toBe(2);

    const saved = JSON.parse(readFileSync(home.join(SAVED), 'utf8'));
    const credentials = { ...saved.metadata.values['iam-security-credentials'], AccessKeyId: 'AK' };
    const edited = {
      'iam-security-credentials-role': 'edited',
      'iam-security-credentials': credentials,
    };
    home.write({
      [SAVED]: {
        ...saved,
        metadata: { ...saved.metadata, values: { ...saved.metadata.values, ...edited } },
      },
    });
    await using mock = await startMock(`-c ${SAVED}`, { home: home.path });
    const { body } = await mock.get('/latest/meta-data/iam/security-credentials/edited');
    expect(JSON.parse(body)).toMatchObject({ AccessKeyId: 'AK' });
  });

  test('where the folder cannot be made: a warning, and it goes on', async () => {
    using home = tempTree();
    chmodSync(home.path, 0o555);
    await using mock = await startUnprivileged('-s', home);
    const folder = home.join('.ec2-metadata-mock');

    await mock.waitFor(
      new RegExp(`${FAILED} - Failed to create directory for final configuration at ${folder}: `),
    );
    expect((await mock.get('/latest/meta-data/mac')).status).toBe(200);
  });

  test('where something else has the name of the folder: a warning, and it goes on', async () => {
    using home = tempTree({ '.ec2-metadata-mock': 'a file' });
    await using mock = await startMock('-s', { home: home.path });
    const folder = home.join('.ec2-metadata-mock');

    await mock.waitFor(
      new RegExp(
        `${FAILED} - The destination '${folder}' for saving the configuration already exists, but is not a directory`,
      ),
    );
    expect((await mock.get('/latest/meta-data/mac')).status).toBe(200);
  });

  test('where the file cannot be written: a warning, and it goes on', async () => {
    using home = tempTree();
    mkdirSync(home.join('.ec2-metadata-mock'));
    chmodSync(home.join('.ec2-metadata-mock'), 0o555);
    chmodSync(home.path, 0o755);
    await using mock = await startUnprivileged('-s', home);

    await mock.waitFor(new RegExp(`${FAILED} ${home.join(SAVED)}: `));
    expect((await mock.get('/latest/meta-data/mac')).status).toBe(200);
  });

  test('without a home: a warning, and the working directory is used', async () => {
    using cwd = tempTree();
    const env = { HOME: undefined, USERPROFILE: undefined };
    await using mock = await startMock('-s', { cwd: cwd.path, env });
    await mock.waitFor(/Successfully saved/);

    expect(mock.stderr).toContain('Warning: Failed to find home directory due to error: ');
    expect(JSON.parse(readFileSync(cwd.join(SAVED), 'utf8'))).toHaveProperty('metadata.values.mac');
  });

  test('on a read-only root: it runs, and says so', async () => {
    using home = tempTree();
    chmodSync(home.path, 0o555);
    await using mock = await startUnprivileged('', home);

    expect((await mock.get('/latest/meta-data/mac')).status).toBe(200);
  });
});

interface Taken extends AsyncDisposable {
  readonly port: number;
}

async function listenSomewhere(): Promise<Taken> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
