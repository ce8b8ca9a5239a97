import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '@aemm/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Controlled } from './support/interfaces.ts';
import { startControlled } from './support/interfaces.ts';

const FLEET = `profile: ec2
fleet:
  by: client
  instances:
    - { match: 127.0.0.2, instance: { id: i-0aaaaaaaaaaaaaaa1, tags: { Name: a } } }
  template: { count: 1000, subnet: 127.1.0.0/16, instance: { tags: { Name: "web-{index}" } } }
`;

const folder = mkdtempSync(join(tmpdir(), 'aemm-'));
const file = join(folder, 'fleet.yaml');
writeFileSync(file, FLEET);
let controlled: Controlled;
beforeAll(async () => {
  controlled = await startControlled('--config-file', file, '--mock-ip-count', '-1');
});
afterAll(async () => {
  await controlled.cli.stop();
  rmSync(folder, { recursive: true });
});

const ctl = async (...args: readonly string[]) => {
  const { exitCode, stdout, stderr } = await runCli(['ctl', '--json', ...args], {
    env: { AEMM_CONTROL_URL: controlled.controlUrl },
  });
  return exitCode === 0 ? JSON.parse(stdout) : `${exitCode} ${stderr.trim()}`;
};

/** Asks from an address of loopback. */
const ask = (from: string, path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname: host, port } = new URL(controlled.cli.url);
    const options = {
      host,
      port,
      path: `/latest/meta-data/${path}`,
      localAddress: from,
      agent: false,
    };
    const sent = request(options, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve(response.statusCode === 200 ? body : String(response.statusCode));
    });
    sent.once('error', reject).end();
  });

test('the instances of a configuration file answer their clients', async () => {
  expect(await ask('127.0.0.2', 'instance-id')).toBe('i-0aaaaaaaaaaaaaaa1');
  const [web] = await ctl('instances', '--label', 'Name=web-999');
  expect(web.index).toBe(999);
  expect(await ask(web.match, 'instance-id')).toBe(web.id);
  expect(await ask(web.match, 'local-ipv4')).toBe(web.match);
});

test('a spot reclaim hits a tenth of them, and one is driven alone', async () => {
  const hit = await ctl('--select', 'share=0.1', '--select', 'index=0-99', 'spot', 'interrupt');
  expect(hit).toHaveLength(10);
  const ids = hit.map(({ instance }: { instance: string }) => instance);
  const listed: { id: string; match: string }[] = await ctl('instances', '--index', '0-99');
  const answers = await Promise.all(
    listed.map(async ({ id, match }) => [
      ids.includes(id),
      await ask(match, 'spot/instance-action'),
    ]),
  );
  const isHit = answers.map(([selected, answer]) => selected === (answer !== '404'));
  expect(new Set(isHit)).toEqual(new Set([true]));

  await ctl('--instance', '127.0.0.2', 'set', '/latest/meta-data/note', 'mine');
  expect([await ask('127.0.0.2', 'note'), await ask('127.0.0.1', 'note')]).toEqual(['mine', '404']);
});

test.each([
  [['--select', 'rack=1', 'state'], '2 "rack=1" selects nothing. Allowed: label=Name=web-1,'],
  [
    ['--instance', 'a', '--select', 'share=1', 'state'],
    '2 Both --instance and --select are given.',
  ],
  [['--instance', 'i-none', 'state'], '1 The fleet has no instance "i-none".'],
])('ctl %j is refused in one line', async (args, line) => {
  expect(await ctl(...args)).toContain(line);
});

test('what some of the instances refuse is printed, and ends with status 1', async () => {
  const [web] = await ctl('instances', '--index', '1');
  await ctl('--instance', web.id, 'tags', 'remove', '--name', 'Name');
  const { exitCode, stdout, stderr } = await runCli(
    ['ctl', '--json', '--select', 'index=0-2', 'tags', 'remove', '--name', 'Name'],
    { env: { AEMM_CONTROL_URL: controlled.controlUrl } },
  );
  expect(JSON.parse(stdout)[1]).toEqual({
    instance: web.id,
    error: expect.stringMatching(/no tag/),
  });
  expect([exitCode, stderr.trim()]).toEqual([
    1,
    '1 of 3 instances refused it; their "error" says why.',
  ]);
});
