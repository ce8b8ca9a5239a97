import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { startMock } from './support/mock.ts';
import { hasManyLoopbacks } from './support/platform.ts';

const MAC = '/latest/meta-data/mac';

describe('the environment', () => {
  test('sets what a flag or a file would', async () => {
    await using mock = await startMock('spot', {
      env: { AEMM_SPOT_ACTION: 'hibernate', AEMM_METADATA_VALUES_MAC: '02:00:00:00:00:07' },
    });

    expect((await mock.get('/latest/meta-data/spot/instance-action')).body).toContain('hibernate');
    expect((await mock.get(MAC)).body).toBe('02:00:00:00:00:07');
    expect(
      (await mock.get('/latest/meta-data/network/interfaces/macs/02:00:00:00:00:07/mac')).status,
    ).toBe(200);
  });

  test('names the configuration file', async () => {
    using tree = tempTree({ 'aemm.yaml': 'metadata:\n  values:\n    mac: a-mac\n' });
    await using mock = await startMock('', {
      home: tree.path,
      env: { AEMM_CONFIG_FILE: tree.join('aemm.yaml') },
    });

    expect((await mock.get(MAC)).body).toBe('a-mac');
  });

  test('has an empty value for a value', async () => {
    await using mock = await startMock('', { env: { AEMM_METADATA_VALUES_MAC: '' } });

    expect(await mock.get(MAC)).toMatchObject({ status: 200, body: '' });
  });

  test('is beaten by flags and beats the file, which beats the defaults', async () => {
    using tree = tempTree({
      'aemm-config.json': { spot: { action: 'stop' }, 'mock-ip-count': 5, imdsv2: true },
    });
    await using mock = await startMock('spot --action terminate', {
      home: tree.path,
      env: { AEMM_SPOT_ACTION: 'hibernate', AEMM_IMDSV2: 'false' },
    });

    expect((await mock.get('/latest/meta-data/spot/instance-action')).body).toContain('terminate');
    expect((await mock.get(MAC)).status).toBe(200);
  });

  test('[D25] is refused where a value is not allowed: the variable is named', async () => {
    const { exitCode, stderr } = await runCli([], { env: { AEMM_SPOT_ACTION: 'explode' } });

    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'Invalid environment input "explode" for variable AEMM_SPOT_ACTION. Allowed value(s): terminate,hibernate,stop.\n',
    });
  });

  test.for([
    ['AEMM_SERVER_PORT', 'tcp://10.0.0.1:80'],
    ['AEMM_PORT', 'tcp://10.0.0.1:80'],
    ['AEMM_SERVICE_HOST', '10.0.0.1'],
    ['AEMM_SERVICE_PORT_HTTP', '1338'],
    ['AEMM_PORT_1338_TCP_ADDR', '10.0.0.1'],
    ['AEMM_WHATEVER', 'x'],
  ])('of Kubernetes is ignored: %s=%s', async ([name = '', value = '']) => {
    // The port is a flag here, since the variable under test may be the one for it.
    await using mock = await startMock('-p 0', {
      env: { AEMM_SERVER_PORT: undefined, [name]: value },
    });

    expect((await mock.get(MAC)).status).toBe(200);
    expect(mock.stderr).not.toContain(name);
  });

  test('of Kubernetes does not hide the port of the file', async () => {
    using tree = tempTree({ 'aemm-config.json': { server: { port: 0 } } });
    await using mock = await startMock('', {
      home: tree.path,
      env: { AEMM_SERVER_PORT: 'tcp://10.0.0.1:80' },
    });

    expect((await mock.get(MAC)).status).toBe(200);
  });

  test('[D24] gets a hint for what is nearly a variable', async () => {
    await using mock = await startMock('', { env: { AEMM_MOCK_DELAY_SECS: '5' } });

    expect(mock.stderr).toMatch(/AEMM_MOCK_DELAY_SECS.*AEMM_MOCK_DELAY_SEC\b/);
  });
});

const ALL_INTERFACES = ['127.0.0.1', '127.0.0.2', '::1'];

describe.runIf(hasManyLoopbacks)('the host name', () => {
  test.for([
    ['', ALL_INTERFACES],
    ['::', ALL_INTERFACES],
    ['0.0.0.0', ['127.0.0.1', '127.0.0.2']],
    ['127.0.0.2', ['127.0.0.2']],
    ['::1', ['::1']],
  ] as const)('[D02] "%s" answers on %j alone', async ([hostname, answering]) => {
    await using mock = await startMock('', { env: { AEMM_SERVER_HOSTNAME: hostname } });

    for (const host of ALL_INTERFACES) {
      const answer = mock.request(MAC, { host }).then(
        ({ status }) => status,
        (error: NodeJS.ErrnoException) => error.code,
      );
      const expected = answering.some((one) => one === host) ? 200 : 'ECONNREFUSED';

      expect({ host, answer: await answer }).toEqual({ host, answer: expected });
    }
  });

  test('[D02] [::1] is read as ::1, as a flag too', async () => {
    await using mock = await startMock('-n [::1]', { host: '::1' });

    expect((await mock.get(MAC)).body).toBe('0e:49:61:0f:c3:11');
  });
});
