import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, readFileSync, symlinkSync } from 'node:fs';
import { Agent } from 'node:http';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { BINARY } from './support/binary.ts';
import { bearing, startMock } from './support/mock.ts';
import { page } from './support/pages.ts';
import { hasManyLoopbacks } from './support/platform.ts';
import { typeInBackground } from './support/shell.ts';

/** A folder on the PATH with the binary under a name. */
function binFolder(name: string) {
  const tree = tempTree();
  symlinkSync(BINARY, tree.join(name));
  return tree;
}

describe('started from a shell', () => {
  test('ec2-metadata-mock --imdsv2 &> log &: 401 without a token, an answer with one', async () => {
    using bin = binFolder('ec2-metadata-mock');
    await using job = await typeInBackground('ec2-metadata-mock --imdsv2 &> log &', bin.path);
    const port = await job.port();
    const mac = `http://127.0.0.1:${port}/latest/meta-data/mac`;
    const token = await fetch(`http://127.0.0.1:${port}/latest/api/token`, {
      method: 'PUT',
      headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '21600' },
    });

    expect((await fetch(mac)).status).toBe(401);
    expect(await (await fetch(mac, { headers: bearing(await token.text()) })).text()).toBe(
      '0e:49:61:0f:c3:11',
    );
  });

  test('imds-mock --config-file FILE &: the name of the program does not matter', async () => {
    using bin = binFolder('imds-mock');
    bin.write({
      'aemm.json': {
        imdsv2: true,
        metadata: { paths: { 'instance-id': '/latest/meta-data/moved/id' } },
        dynamic: {
          values: {
            'instance-identity-document': {
              accountId: '111122223333',
              imageId: 'ami-5',
              instanceId: 'i-5',
              privateIp: '10.1.2.3',
              region: 'eu-west-1',
            },
          },
        },
        userdata: { values: { userdata: 'IyEvYmluL3NoCmVjaG8gaGkK' } },
      },
    });
    await using job = await typeInBackground(
      'imds-mock --config-file aemm.json &> log &',
      bin.path,
    );
    const origin = `http://127.0.0.1:${await job.port()}`;
    const token = await fetch(`${origin}/latest/api/token`, {
      method: 'PUT',
      headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '60' },
    });
    const headers = bearing(await token.text());
    const read = async (path: string) => (await fetch(origin + path, { headers })).text();

    expect(await read('/latest/meta-data/moved/id')).toBe('i-1234567890abcdef0');
    expect((await fetch(`${origin}/latest/meta-data/instance-id`, { headers })).status).toBe(404);
    expect(await read('/latest/user-data')).toBe('#!/bin/sh\necho hi\n');
    expect(await read('/latest/dynamic/instance-identity/document')).toMatchInlineSnapshot(`
      "{
      	"accountId": "111122223333",
      	"imageId": "ami-5",
      	"availabilityZone": "us-east-1f",
      	"ramdiskId": null,
      	"kernelId": null,
      	"devpayProductCodes": null,
      	"marketplaceProductCodes": null,
      	"version": "2017-09-30",
      	"privateIp": "10.1.2.3",
      	"billingProducts": null,
      	"instanceId": "i-5",
      	"pendingTime": "2019-10-31T07:02:24Z",
      	"architecture": "x86_64",
      	"instanceType": "m4.xlarge",
      	"region": "eu-west-1"
      }"
    `);
  });

  test('a copy of the program under another name works as well', async () => {
    using tree = tempTree();
    for (const part of ['bin', 'dist', 'package.json']) {
      cpSync(join(dirname(BINARY), '..', part), tree.join(part), { recursive: true });
    }
    copyFileSync(BINARY, tree.join('bin', 'imds.js'));
    await using mock = await startMock('spot', { binary: tree.join('bin', 'imds.js') });

    expect((await mock.get('/latest/meta-data/mac')).status).toBe(200);
  });
});

test.for(['--help', '--version', 'routes'])(
  '%s: a reader that has left, as head does, is not a failure',
  async (typed) => {
    using home = tempTree();
    const child = spawn(process.execPath, [BINARY, typed], {
      env: { HOME: home.path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // It is gone before Node has started.
    child.stdout.destroy();
    const [[exitCode], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr)]);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  },
);

describe('with a configuration file', () => {
  test('-c FILE -s -w: it is used, saved and watched', async () => {
    using tree = tempTree({ 'aemm.json': { metadata: { values: { mac: '02:00:00:00:00:01' } } } });
    await using mock = await startMock('-c aemm.json -s -w', { home: tree.path });
    const saved = tree.join('.ec2-metadata-mock', '.aemm-config-used.json');
    // A reader that waits for the sign of readiness may read it next.
    expect(JSON.parse(readFileSync(saved, 'utf8')).metadata.values.mac).toBe('02:00:00:00:00:01');

    await mock.waitFor(/Successfully saved/);
    expect(mock.stdout).toBe(
      [
        `Using configuration from file:  ${tree.join('aemm.json')}`,
        '',
        'Flags:',
        'config-file: aemm.json',
        'save-config-to-file: true',
        'watch-config-file: true',
        '',
        `Successfully saved final configuration to local file  ${saved}`,
        '',
      ].join('\n'),
    );
    expect((await mock.get('/latest/meta-data/mac')).body).toBe('02:00:00:00:00:01');

    tree.write({ 'aemm.json': { metadata: { values: { mac: '02:00:00:00:00:02' } } } });
    await expect
      .poll(async () => (await mock.get('/latest/meta-data/mac')).body, { timeout: 10_000 })
      .toBe('02:00:00:00:00:02');
  });

  test('--config-file FILE --port N: the flag beats the port of the file', async () => {
    using tree = tempTree({ 'aemm.json': { server: { port: 1, hostname: '127.0.0.1' } } });
    await using mock = await startMock('--config-file aemm.json --port 0', {
      home: tree.path,
      env: { AEMM_SERVER_PORT: undefined, AEMM_SERVER_HOSTNAME: undefined },
    });

    expect((await mock.get('/latest/meta-data/instance-id')).status).toBe(200);
  });

  test('--hostname ADDRESS --port N -c FILE: four of the seven keys of the credentials', async () => {
    using tree = tempTree({
      'aemm.json': {
        metadata: {
          values: {
            'iam-security-credentials': {
              AccessKeyId: 'AKIDEXAMPLE',
              SecretAccessKey: 'secret',
              Token: 'token',
              Expiration: '2030-01-01T00:00:00Z',
            },
          },
        },
      },
    });
    const host = hasManyLoopbacks ? '127.0.0.3' : '127.0.0.1';
    await using mock = await startMock(`--hostname ${host} --port 0 -c aemm.json`, {
      home: tree.path,
      host,
    });
    const { type, body } = await mock.get(
      '/latest/meta-data/iam/security-credentials/baskinc-role',
    );

    expect(type).toBe('application/json');
    expect(body).toMatchInlineSnapshot(`
      "{
      	"Code": "Success",
      	"LastUpdated": "2020-04-02T18:50:40Z",
      	"Type": "AWS-HMAC",
      	"AccessKeyId": "AKIDEXAMPLE",
      	"SecretAccessKey": "secret",
      	"Token": "token",
      	"Expiration": "2030-01-01T00:00:00Z"
      }"
    `);
  });
});

describe('with flags alone', () => {
  test('spot --action terminate', async () => {
    await using mock = await startMock('spot --action terminate');

    expect((await mock.get('/latest/meta-data/spot/instance-action')).body).toContain(
      '"action": "terminate"',
    );
  });

  test('spot -d 15: not yet', async () => {
    await using mock = await startMock('spot -d 15');

    expect((await mock.get('/latest/meta-data/spot/instance-action')).status).toBe(404);
    expect((await mock.get('/latest/meta-data/spot/termination-time')).status).toBe(404);
    expect((await mock.get('/latest/meta-data/events/recommendations/rebalance')).status).toBe(200);
    await mock.waitFor(/Delaying the response by 15s as requested/);
  });

  test('--rebalance-delay-sec 0: at once', async () => {
    await using mock = await startMock('--rebalance-delay-sec 0');

    expect((await mock.get('/latest/meta-data/events/recommendations/rebalance')).status).toBe(200);
    expect(mock.stdout).toContain('rebalance-delay-sec: 0\n');
  });

  test('a host name is as good as an address', async () => {
    await using mock = await startMock('--hostname localhost --port 0');

    expect((await mock.get('/latest/meta-data/instance-id')).status).toBe(200);
  });
});

describe('ready when', () => {
  test('[D29] the line in the log is there: the first request is answered', async () => {
    await using mock = await startMock();

    expect((await mock.get('/latest/meta-data/instance-id')).body).toBe('i-1234567890abcdef0');
  });

  test('its port can be connected to', async () => {
    await using mock = await startMock();
    const connected = await new Promise<boolean>((resolve) => {
      const socket = createConnection(mock.port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });

    expect(connected).toBe(true);
  });

  test('instance-id is 401 with --imdsv2', async () => {
    await using mock = await startMock('--imdsv2');
    const { status, body } = await mock.get('/latest/meta-data/instance-id');

    expect({ status, body }).toEqual({ status: 401, body: page('401 - Unauthorized') });
  });
});

describe.each(['SIGTERM', 'SIGINT', 'SIGUSR1'] as const)('%s', (signal) => {
  test('[D30] ends it, connections that are kept alive included', async () => {
    const mock = await startMock();
    const agent = new Agent({ keepAlive: true });
    await mock.request('/latest/meta-data/mac', { agent });

    const { exitCode, signal: ender } = await mock.stop(signal);
    agent.destroy();

    expect({ exitCode, ender }).toEqual({ exitCode: 0, ender: null });
    await expect(mock.get('/latest/meta-data/mac')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('ends it within a request that never ends', async () => {
    const mock = await startMock();
    const socket = createConnection(mock.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => {}).write('GET /latest/meta-data/mac HTTP/1.1\r\nHost: x\r\n');
    await mock.get('/latest/meta-data/mac');

    const { exitCode } = await mock.stop(signal);
    socket.destroy();

    expect(exitCode).toBe(0);
  });
});

test('[D30] SIGHUP without a terminal, as under nohup, does not end it', async () => {
  await using mock = await startMock();
  process.kill(mock.pid, 'SIGHUP');

  expect((await mock.get('/latest/meta-data/mac')).status).toBe(200);
  expect(await mock.stop()).toMatchObject({ exitCode: 0 });
});

test('[D10] the log keeps no token and no credentials', async () => {
  await using mock = await startMock('--imdsv2');
  const token = await mock.token();
  const path = '/latest/meta-data/iam/security-credentials/baskinc-role';
  await mock.get(path, bearing(token));
  await mock.waitFor(/GET \/latest\/meta-data\/iam\/security-credentials\/baskinc-role 200/);

  expect(mock.stderr).not.toContain(token);
  expect(mock.stderr).not.toContain('v/12345678901');
});

test('it needs nothing but Node: no PATH, no home', async () => {
  const { exitCode, stdout } = await runCli(['--version'], {
    env: { PATH: undefined, HOME: undefined, USERPROFILE: undefined },
  });

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^v/) });
});
