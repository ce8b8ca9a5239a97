import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { bearing, shareMock, wordsOf } from '../cli/support/mock.ts';

const guide = readFileSync(
  join(import.meta.dirname, '../../docs/guides/import-an-instance.md'),
  'utf8',
);
const [, description = ''] = /^```json\n(.*?)^```$/ms.exec(guide) ?? [];
const [, typed = ''] = /^ec2-metadata-mock (.*--instance-from instance\.json)$/m.exec(guide) ?? [];

const files = tempTree({ 'instance.json': description });
const here = (line: string): string => line.replace('instance.json', files.join('instance.json'));

describe('the instance of the guide', () => {
  const mock = shareMock(here(typed));

  test.each([
    ['meta-data/instance-id', 'i-0123456789abcdef0'],
    ['meta-data/instance-type', 'm7g.large'],
    ['meta-data/reservation-id', 'r-0123456789abcdef0'],
    ['meta-data/placement/region', 'eu-central-1'],
    ['meta-data/public-keys/', '0=my-key'],
    ['meta-data/iam/security-credentials/', 'app'],
    ['meta-data/tags/instance/Name', 'web-1'],
    ['meta-data/local-ipv4', '10.0.1.5'],
    ['meta-data/network/interfaces/macs/', '0a:1b:2c:3d:4e:5f/'],
  ])('is served: %s', async (path, body) => {
    const headers = bearing(await mock().token());
    expect(await mock().get(`/latest/${path}`, headers)).toMatchObject({ status: 200, body });
  });

  test('has the options of its metadata service', async () => {
    expect((await mock().get('/latest/meta-data/')).status).toBe(401);
  });

  test('has no public address', async () => {
    const headers = bearing(await mock().token());
    expect((await mock().get('/latest/meta-data/public-ipv4', headers)).status).toBe(404);
  });

  test('has its values in its identity document', async () => {
    const headers = bearing(await mock().token());
    const { body } = await mock().get('/latest/dynamic/instance-identity/document', headers);
    expect(JSON.parse(body)).toMatchObject({
      accountId: '123456789012',
      architecture: 'arm64',
      availabilityZone: 'eu-central-1b',
      pendingTime: '2026-01-02T03:04:05Z',
    });
  });
});

test('config show names the description as the origin of a value', async () => {
  const { stdout } = await runCli(wordsOf(here('config show --instance-from instance.json')));
  expect(stdout).toMatch(/instance\.type\s.*m7g\.large.*instance\.json/);
});
