import { scenarioGallery } from '@aemm/core';
import { startMock } from '@aemm/mock';
import { asgLifecycle } from '@aemm/plugin-asglifecycle/category';
import { events } from '@aemm/plugin-events/category';
import { spot } from '@aemm/plugin-spot/category';
import { expect, test } from 'vitest';

const META = '/latest/meta-data';
const NOW = '2030-01-01T00:00:00Z';

type Running = Awaited<ReturnType<typeof start>>;

const start = () =>
  startMock({
    categories: [spot, events, asgLifecycle],
    now: NOW,
    hops: { '127.0.0.0/8': 2 },
    freshCredentials: true,
  });

/** What a client gets: the body, the status of a refusal, or silence. */
function ask({ imds }: Running, path: string, method = 'GET', headers = {}): string | number {
  const request = { method, path, headers, client: '127.0.0.1' };
  const { answer, fault } = imds.handle(request);
  // A token that is stopped at a hop has no answer either.
  if (fault?.cut === 'hang' || answer.status === 0) return 'silence';
  return answer.status === 200 ? Buffer.from(answer.body as string).toString() : answer.status;
}

const status = (answer: string | number): string | number =>
  answer === 'silence' || typeof answer === 'number' ? answer : 200;

const tokenOf = (mock: Running): string | number =>
  ask(mock, '/latest/api/token', 'PUT', { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' });

const spotNotices = (mock: Running) => [
  /"action": "(\w+)"/.exec(String(ask(mock, `${META}/spot/instance-action`)))?.[1],
  status(ask(mock, `${META}/events/recommendations/rebalance`)),
];

const MOVED = 'The instance is rebooted and moved';

/** Whether a reboot is scheduled, described anew, and in the history as canceled. */
const maintenance = (mock: Running) => {
  const scheduled = String(ask(mock, `${META}/events/maintenance/scheduled`));
  const history = String(ask(mock, `${META}/events/maintenance/history`));
  return [
    scheduled.includes('system-reboot'),
    scheduled.includes(MOVED),
    history.includes('[Canceled]') || history.includes('"canceled"'),
  ];
};

const role = (mock: Running) => [
  status(ask(mock, `${META}/iam/info`)),
  status(ask(mock, `${META}/iam/security-credentials/`)),
];

/** When the credentials were renewed, in seconds from the start, and how long their answer waits at least. */
const credentials = (mock: Running) => {
  const folder = `${META}/iam/security-credentials/`;
  const path = `${folder}${ask(mock, folder)}`;
  const request = { method: 'GET', path, headers: {}, client: '127.0.0.1' };
  const { LastUpdated } = JSON.parse(String(ask(mock, path)));
  const { latencyMs = 0 } = mock.imds.handle(request).fault ?? {};
  return [Math.max(0, (Date.parse(LastUpdated) - Date.parse(NOW)) / 1000), latencyMs >= 50];
};

const held = new WeakMap<Running, string | number>();

/** What a token is worth that was got before, and what a new one is. */
const tokenIsKnown = (mock: Running) => {
  const use = (token: string | number) =>
    status(ask(mock, `${META}/mac`, 'GET', { 'x-aws-ec2-metadata-token': String(token) }));
  const fresh = tokenOf(mock);
  const seen = [use(held.get(mock) ?? fresh), use(fresh)];
  held.set(mock, fresh);
  return seen;
};

const burst = (mock: Running) =>
  Array.from({ length: 8 }, () => status(ask(mock, `${META}/mac`))).filter((seen) => seen === 200)
    .length;

interface Story {
  /** What a client looks at. */
  readonly look: (mock: Running) => unknown;
  /** What it sees from a time on, in seconds from the start. */
  readonly turns: readonly (readonly [seconds: number, seen: unknown])[];
}

const STORIES: Readonly<Record<string, Story>> = {
  'spot-interruption': {
    look: spotNotices,
    turns: [
      [0, [undefined, 404]],
      [10, [undefined, 200]],
      [130, ['terminate', 200]],
    ],
  },
  'rebalance-without-interruption': {
    look: spotNotices,
    turns: [
      [0, [undefined, 404]],
      [10, [undefined, 200]],
      [300, [undefined, 404]],
    ],
  },
  'maintenance-canceled': {
    look: maintenance,
    turns: [
      [0, [false, false, false]],
      [10, [true, false, false]],
      [120, [true, true, false]],
      [300, [false, false, true]],
    ],
  },
  'warm-pool': {
    look: (mock) => ask(mock, `${META}/autoscaling/target-lifecycle-state`),
    turns: [
      [0, 'Warmed:Running'],
      [30, 'Warmed:Stopped'],
      [120, 'InService'],
      [300, 'Terminated'],
    ],
  },
  'role-removed': {
    look: role,
    turns: [
      [0, [200, 200]],
      [10, [404, 404]],
      [70, [200, 200]],
    ],
  },
  'credentials-rotation': {
    look: credentials,
    turns: [
      [0, [0, false]],
      [5, [0, true]],
      [10, [10, true]],
      [40, [40, true]],
      [70, [70, true]],
      [90, [70, false]],
    ],
  },
  'imds-outage': {
    look: (mock) => [status(tokenOf(mock)), status(ask(mock, `${META}/mac`))],
    turns: [
      [0, [200, 200]],
      [10, [503, 200]],
      [25, [503, 'silence']],
      [55, [503, 200]],
      [70, [200, 200]],
    ],
  },
  throttling: {
    look: burst,
    turns: [
      [0, 8],
      [10, 5],
      [120, 8],
    ],
  },
  'hop-limit': {
    look: (mock) => [status(tokenOf(mock)), status(ask(mock, `${META}/mac`))],
    turns: [
      [0, [200, 200]],
      [10, [200, 401]],
      [20, ['silence', 401]],
      [120, [200, 401]],
    ],
  },
  'tokens-revoked': {
    look: (mock) => tokenIsKnown(mock),
    turns: [
      [0, [200, 200]],
      [10, [401, 200]],
      [60, [401, 200]],
    ],
  },
};

test.each(scenarioGallery)('$name is played turn by turn', async ({ name }) => {
  await using mock = await start();
  const { look, turns } = STORIES[name] ?? { turns: [] };
  expect(look).toBeDefined();
  mock.scenario.play(name);
  for (const [seconds, seen] of turns) {
    mock.clock.set(Date.parse(NOW) + seconds * 1000);
    expect([seconds, look?.(mock)]).toEqual([seconds, seen]);
  }
});
