import type { Value } from '@aemm/core';
import { createEc2Profile } from '@aemm/core';
import type { ServeOptions } from '@aemm/testing';
import { expect } from 'vitest';
import { ask } from './shown.ts';
import type { Served } from './sources.ts';

/** How a setting takes effect. */
export interface Effect {
  /** Values other than the default. */
  readonly values: readonly Value[];
  /** How `startMock` takes it; absent: it has no such setting. */
  readonly options?: (value: Value) => ServeOptions;
  /** Shows that it took effect; absent: the process does that, with the value that the configuration has. */
  readonly shows?: (served: Served, value: Value) => void;
  /** What else is configured, by the keys of files. */
  readonly beside?: Readonly<Record<string, Value>>;
}

const META = '/latest/meta-data';
const SPOT = `${META}/spot/instance-action`;
const REBALANCE = `${META}/events/recommendations/rebalance`;
const LIFECYCLE = `${META}/autoscaling/target-lifecycle-state`;
const EVENTS = `${META}/events/maintenance/scheduled`;
const TIME = '2031-02-03T04:05:06Z';

const status = ({ mock }: Served, path: string, client?: string): number =>
  ask(mock.imds, path, client === undefined ? {} : { client }).status;
const body = ({ mock }: Served, path: string): string => ask(mock.imds, path).body;
const putToken = ({ mock }: Served): number =>
  ask(mock.imds, '/latest/api/token', {
    method: 'PUT',
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
  }).status;

/** An answer changes that many seconds after the start, and not a second before. */
const changesAfter =
  (path: string) =>
  (served: Served, value: Value): void => {
    const before = ask(served.mock.imds, path);
    served.mock.clock.advance(Number(value) - 1);
    expect(ask(served.mock.imds, path)).toEqual(before);
    served.mock.clock.advance(1);
    expect(ask(served.mock.imds, path)).not.toEqual(before);
  };

/** An answer changes at a time. */
const changesAt =
  (path: string) =>
  (served: Served, value: Value): void => {
    const before = ask(served.mock.imds, path);
    served.mock.clock.set(Date.parse(String(value)) - 1);
    expect(ask(served.mock.imds, path)).toEqual(before);
    served.mock.clock.set(String(value));
    expect(ask(served.mock.imds, path)).not.toEqual(before);
  };

const contains =
  (path: string) =>
  (served: Served, value: Value): void => {
    expect(body(served, path)).toContain(String(value));
  };

/** Events have times in a format of their own. */
const showsTime = (served: Served): void => {
  expect(body(served, EVENTS)).toContain('3 Feb 2031 04:05:06 GMT');
};

function ofCategory(
  category: string,
  name: string,
  values: readonly Value[],
  shows: NonNullable<Effect['shows']>,
): Effect {
  const options = (value: Value): ServeOptions =>
    ({ settings: { [category]: { [name]: value } } }) as ServeOptions;
  return { values, options, shows };
}

/** Read once, when the process starts: how they take effect is tested with the binary. */
const atStart = (...values: readonly Value[]): Effect => ({ values });

/** Every setting of the command line, by its key. */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  profile: {
    values: ['ec2'],
    options: () => ({ profile: createEc2Profile() }),
    shows: ({ mock }) => expect(ask(mock.imds, '/').headers).toContain('EC2ws'),
  },
  'server.hostname': atStart('127.0.0.1', '::1'),
  'server.port': atStart('0', '8080'),
  'config-file': atStart(),
  'save-config-to-file': atStart(true),
  'watch-config-file': atStart(true),
  'mock-delay-sec': {
    values: [7],
    options: (value) => ({ timing: { delaySec: Number(value) } }),
    shows: changesAfter(SPOT),
  },
  'mock-trigger-time': {
    values: [TIME],
    options: (value) => ({ timing: { triggerTime: String(value) } }),
    shows: changesAt(SPOT),
  },
  'mock-ip-count': {
    values: [0, 1, 3, -1],
    options: (value) => ({ eligibleClients: Number(value) }),
    shows(served, value) {
      const clients = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'];
      const count = Number(value) < 0 ? clients.length : Number(value);
      const seen = clients.filter((client) => status(served, SPOT, client) === 200);
      expect(seen).toHaveLength(count);
    },
  },
  imdsv2: {
    values: [true],
    options: () => ({ metadataOptions: { httpTokens: 'required' } }),
    shows: (served) => expect(status(served, META)).toBe(401),
  },
  'token-secret': atStart('a secret of ours'),
  control: atStart(true),
  'control-hostname': atStart('::1'),
  'control-port': atStart('0'),
  'control-token': atStart('a token of ours'),
  'control-token-file': atStart('/run/token'),
  'container-credentials': atStart(true),
  'container-credentials-hostname': atStart('::1'),
  'container-credentials-id': atStart('an-id-of-ours'),
  'container-credentials-port': atStart('0'),
  'container-credentials-token': atStart('a token of ours'),
  credentialsFrom: atStart('env'),
  // Faults are injected by the server, around the simulated service.
  faults: atStart(),
  scenario: atStart(),
  speed: atStart(),
  iamError: {
    values: ['InstanceProfileNotFound'],
    options: () => ({ iamError: 'InstanceProfileNotFound' }),
    shows: contains(`${META}/iam/info`),
  },
  // Files, which are read at the start and signed with.
  'identityKeys.dsa': atStart(),
  'identityKeys.rsa1024': atStart(),
  'identityKeys.rsa2048': atStart(),
  instanceFrom: atStart(),
  'request-log': atStart('off', 'json'),
  'check-host': atStart('on', 'off'),
  'fixed-notice-times': {
    values: [true],
    options: () => ({ noticeTime: 'fired' }),
    shows(served) {
      const first = body(served, SPOT);
      served.mock.clock.advance(60);
      expect(body(served, SPOT)).toBe(first);
    },
  },
  freshCredentials: {
    values: [true],
    options: () => ({ freshCredentials: true }),
    shows(served) {
      const { Expiration } = JSON.parse(
        body(served, `${META}/iam/security-credentials/baskinc-role`),
      );
      expect(Date.parse(Expiration)).toBeGreaterThan(served.mock.clock.now());
    },
  },
  'metadataOptions.httpTokens': {
    values: ['required'],
    options: () => ({ metadataOptions: { httpTokens: 'required' } }),
    shows: (served) => expect(status(served, META)).toBe(401),
  },
  'metadataOptions.httpEndpoint': {
    values: ['disabled'],
    options: () => ({ metadataOptions: { httpEndpoint: 'disabled' } }),
    shows: (served) => expect(status(served, META)).toBe(403),
  },
  'metadataOptions.httpPutResponseHopLimit': {
    values: [1, 3],
    beside: { hops: { '127.0.0.0/8': 2 } },
    options: (value) => ({
      hops: { '127.0.0.0/8': 2 },
      metadataOptions: { httpPutResponseHopLimit: Number(value) },
    }),
    shows: (served, value) => expect(putToken(served) === 200).toBe(Number(value) > 1),
  },
  'metadataOptions.instanceMetadataTags': {
    values: ['disabled'],
    options: () => ({ metadataOptions: { instanceMetadataTags: 'disabled' } }),
    shows: (served) => expect(status(served, `${META}/tags/instance`)).toBe(404),
  },
  hops: {
    values: [{ '127.0.0.0/8': 9 }],
    beside: { 'metadataOptions.httpPutResponseHopLimit': 2 },
    options: () => ({
      hops: { '127.0.0.0/8': 9 },
      metadataOptions: { httpPutResponseHopLimit: 2 },
    }),
    shows: (served) => expect(putToken(served)).not.toBe(200),
  },
  keepAlive: {
    values: [true],
    beside: { profile: 'ec2' },
    options: () => ({ profile: createEc2Profile({ keepAlive: true }) }),
    shows({ mock }) {
      const { headers } = ask(mock.imds, META, { headers: { connection: 'keep-alive' } });
      expect(headers).not.toContain('Connection');
    },
  },
  'spot.action': ofCategory('spot', 'action', ['hibernate', 'stop'], contains(SPOT)),
  'spot.time': ofCategory('spot', 'time', [TIME], contains(SPOT)),
  'spot.rebalance-rec-time': ofCategory('spot', 'rebalance-rec-time', [TIME], contains(REBALANCE)),
  'rebalance-delay-sec': ofCategory('spot', 'rebalance-delay-sec', [9], changesAfter(REBALANCE)),
  'rebalance-trigger-time': ofCategory(
    'spot',
    'rebalance-trigger-time',
    [TIME],
    changesAt(REBALANCE),
  ),
  'events.code': ofCategory('events', 'code', ['instance-stop'], contains(EVENTS)),
  'events.state': ofCategory('events', 'state', ['completed', 'canceled'], contains(EVENTS)),
  'events.not-before': ofCategory('events', 'not-before', [TIME], showsTime),
  'events.not-after': ofCategory('events', 'not-after', [TIME], showsTime),
  'events.not-before-deadline': ofCategory('events', 'not-before-deadline', [TIME], showsTime),
  'asglifecycle.initial-state': {
    values: ['Warmed:Running'],
    beside: { 'asg-termination-delay-sec': 60 },
    options: (state) => ({
      settings: {
        asglifecycle: { 'initial-state': state, 'asg-termination-delay-sec': 60 },
      } as never,
    }),
    shows: contains(LIFECYCLE),
  },
  'asglifecycle.target-state': ofCategory(
    'asglifecycle',
    'target-state',
    ['Warmed:Stopped', 'Standby'],
    contains(LIFECYCLE),
  ),
  'asg-termination-delay-sec': ofCategory(
    'asglifecycle',
    'asg-termination-delay-sec',
    [11],
    changesAfter(LIFECYCLE),
  ),
  'asg-termination-trigger-time': ofCategory(
    'asglifecycle',
    'asg-termination-trigger-time',
    [TIME],
    changesAt(LIFECYCLE),
  ),
};
