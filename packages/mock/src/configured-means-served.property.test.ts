import type { Value } from '@aemm/core';
import { booleanSetting, bundledCategories, defineCategory, textSetting } from '@aemm/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { startMock } from './index.ts';

const facts = { description: 'x' };
const rack = defineCategory({
  id: 'rack',
  contract: 1,
  description: 'Where the machine stands',
  settings: {
    room: textSetting({ ...facts, default: 'blue' }),
    locked: booleanSetting({ ...facts, default: false }),
  },
  leaves: [
    { key: 'rack-room', path: 'meta-data/rack/room', value: ({ settings }) => settings.room },
    { key: 'rack-locked', path: 'meta-data/rack/locked', value: ({ settings }) => settings.locked },
  ],
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{3,12}$/);

async function read(url: string): Promise<string> {
  const answer = await fetch(url);
  const body = await answer.text();
  return answer.ok ? body : String(answer.status);
}

test('every setting is served as configured', async () => {
  await using mock = await startMock();
  await fc.assert(
    fc.asyncProperty(word, fc.boolean(), async (room, locked) => {
      mock.reload({ categories: [rack], settings: { rack: { room, locked } } });
      expect(await read(`${mock.url}/latest/meta-data/rack/room`)).toBe(room);
      expect(await read(`${mock.url}/latest/meta-data/rack/locked`)).toBe(String(locked));
    }),
    { numRuns: 25 },
  );
});

const keys = bundledCategories
  .filter(({ section }) => section === 'metadata')
  .flatMap(({ leaves }) => leaves)
  .flatMap(({ key, branch, path }) => (branch || path === undefined ? [] : [key]));

test('every override is served, or a problem names it', async () => {
  await using mock = await startMock();
  const key = fc.oneof(fc.constantFrom(...keys), word);
  await fc.assert(
    fc.asyncProperty(key, word, async (name, text) => {
      const { routes, problems } = mock.reload({
        overrides: { metadata: { values: { [name]: text } } },
      });
      const route = routes.find((each) => each.key === name);
      if (route === undefined) {
        expect(problems.map((problem) => problem.key)).toContain(`metadata.values.${name}`);
      } else {
        expect(await read(`${mock.url}${route.path}`)).toBe(text);
      }
    }),
    { numRuns: 60 },
  );
});

// C21, C26, C30
test.each<[field: string, value: Value, path: string, served: string, named: boolean]>([
  ['publicIp', null, 'meta-data/public-ipv4', '404', false],
  ['publicIp', '', 'meta-data/public-hostname', '404', false],
  ['privateIp', null, 'meta-data/local-ipv4', '404', false],
  ['tags', null, 'meta-data/tags/instance', '404', false],
  ['tags', { _index: 'x' }, 'meta-data/tags/instance/_index', 'x', true],
  ['tags', { env: 'a', Env: '' }, 'meta-data/tags/instance/Env', '', false],
  ['userData', null, 'user-data', '404', false],
  ['lifeCycle', 'capacity-block', 'meta-data/instance-life-cycle', 'capacity-block', false],
  ['lifeCycle', 'lunar', 'meta-data/instance-life-cycle', 'lunar', true],
  ['keyPairs', [], 'meta-data/public-keys', '404', false],
])('instance.%s %j is served at %s as %j', async (field, value, path, served, named) => {
  await using mock = await startMock({ instance: { [field]: value } });
  expect(await read(`${mock.url}/latest/${path}`)).toBe(served);
  expect(mock.imds.snapshot.problems).toHaveLength(named ? 1 : 0);
});

// C26, C31
test.each([
  [{ role: '../../../dynamic/x' }],
  [{ role: '..' }],
  [{ keyPairs: [{ name: '../x', publicKey: 'x' }] }],
  [{ tags: { '../x': '' } }],
  [{ privateIp: '10.0.0.700' }],
  [{ region: 'us-east-1', availabilityZone: 'eu-central-1a' }],
])('the instance %j is refused', async (instance) => {
  await expect(startMock({ instance })).rejects.toMatchObject({ code: 'AEMM_INSTANCE_INVALID' });
});

// C13
test('an empty list is JSON where the leaf is', async () => {
  await using mock = await startMock({
    overrides: {
      metadata: {
        paths: { history: '/latest/meta-data/events/maintenance/history' },
        values: { history: [] },
      },
    },
  });
  expect(await read(`${mock.url}/latest/meta-data/events/maintenance/history`)).toBe('[]');
});
