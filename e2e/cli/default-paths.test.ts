import { beforeAll, describe, expect, test } from 'vitest';
import { LEAVES, LISTING_PATHS, listingsOf, NOTICES } from './support/defaults.ts';
import { maskTimes } from './support/mask.ts';
import { bearing, shareMock } from './support/mock.ts';
import type { Mode } from './support/modes.ts';
import { MODES } from './support/modes.ts';
import { NOT_FOUND, page } from './support/pages.ts';

/** What the notices answer, their times masked. */
const NOTICE_ANSWERS: Readonly<Record<string, { type: string; body: string }>> = {
  spot: { type: 'application/json', body: '{\n\t"action": "terminate",\n\t"time": "<time>"\n}' },
  'spot-termination-time': { type: 'text/plain', body: '<time>' },
  'rebalance-rec-time': { type: 'application/json', body: '{\n\t"noticeTime": "<time>"\n}' },
  'target-lifecycle-state': { type: 'text/plain', body: 'Terminated' },
  events: {
    type: 'application/json',
    body: [
      '[',
      '\t{',
      '\t\t"Code": "system-reboot",',
      '\t\t"Description": "The instance is scheduled for system-reboot",',
      '\t\t"State": "active",',
      '\t\t"EventId": "instance-event-1234567890abcdef0",',
      '\t\t"NotBefore": "<date>",',
      '\t\t"NotAfter": "<date>",',
      '\t\t"NotBeforeDeadline": "<date>"',
      '\t}',
      ']',
    ].join('\n'),
  },
};

const VERSIONS = ['v1', 'v2'] as const;

describe.each(MODES.flatMap((mode) => VERSIONS.map((version) => ({ ...mode, version }))))(
  '$name, IMDS$version',
  (mode) => {
    const mock = shareMock(mode.version === 'v2' ? `${mode.command} --imdsv2` : mode.command);
    let headers: Record<string, string> = {};

    beforeAll(async () => {
      if (mode.version === 'v2') headers = bearing(await mock().token());
    });

    const answers = async (paths: readonly string[], read = (text: string) => text) => {
      const found: Record<string, unknown> = {};
      for (const path of paths) {
        const { status, type, body } = await mock().get(path, headers);
        found[path] = { status, type, body: read(body) };
      }
      return found;
    };

    test('every leaf is as AEMM has it, with and without a trailing slash', async () => {
      const paths = LEAVES.flatMap(({ path }) => [path, `${path}/`]);
      const expected = LEAVES.flatMap(({ path, type, body }) => [
        [path, { status: 200, type, body }],
        [`${path}/`, { status: 200, type, body }],
      ]);

      expect(LEAVES).toHaveLength(64);
      expect(await answers(paths)).toEqual(Object.fromEntries(expected));
    });

    test('every level is listed as AEMM does, with and without a trailing slash', async () => {
      const leaves = new Set(LEAVES.map(({ path }) => path));
      const bodies = new Map(listingsOf(mode.name).map(({ path, body }) => [path, body]));
      const paths = LISTING_PATHS.filter((path) => !leaves.has(path));
      const expected = paths.flatMap((path) => {
        const body = bodies.get(path);
        const answer =
          body === undefined
            ? { status: 404, type: 'text/plain', body: NOT_FOUND }
            : { status: 200, type: 'text/plain', body };
        return [path, path === '/' ? path : `${path}/`].map((asked) => [asked, answer]);
      });

      expect(
        await answers(paths.flatMap((path) => [path, path === '/' ? path : `${path}/`])),
      ).toEqual(Object.fromEntries(expected));
    });

    test('its notices are there and those of other commands are not', async () => {
      const paths = NOTICES.flatMap(({ path }) => [path, `${path}/`]);
      const expected = NOTICES.flatMap(({ key, path }) => {
        const answer = noticeAnswer(mode, key);
        return [
          [path, answer],
          [`${path}/`, answer],
        ];
      });

      expect(await answers(paths, maskTimes)).toEqual(Object.fromEntries(expected));
    });

    test('what no category serves is 404', async () => {
      const paths = [
        '/nothing',
        '/latest/nothing',
        '/latest/meta-data/a',
        '/1.0/',
        '/latest/meta-data/mac/x',
      ];

      expect(await answers(paths)).toEqual(
        Object.fromEntries(
          paths.map((path) => [path, { status: 404, type: 'text/plain', body: NOT_FOUND }]),
        ),
      );
    });
  },
);

describe.each(MODES)('$name with --imdsv2', ({ command }) => {
  const mock = shareMock(`${command} --imdsv2`);

  test('[D03] every path asks for a token first', async () => {
    const paths = [...LEAVES, ...NOTICES].map(({ path }) => path).concat(LISTING_PATHS, '/nothing');
    const refusal = { status: 401, type: 'text/plain', body: page('401 - Unauthorized') };
    for (const path of paths) {
      const { status, type, body } = await mock().get(path);

      expect({ path, status, type, body }).toEqual({ path, ...refusal });
    }
  });
});

function noticeAnswer({ notices }: Mode, key: string): unknown {
  if (!notices.includes(key)) return { status: 404, type: 'text/plain', body: NOT_FOUND };
  const { type, body } = NOTICE_ANSWERS[key] ?? { type: '', body: '' };
  return { status: 200, type, body };
}
