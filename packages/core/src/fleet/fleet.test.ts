import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { FleetDescription, ImdsEvent, ImdsSpec } from '../index.ts';
import {
  AemmError,
  aemmProfile,
  bundledCategories,
  createControl,
  createEc2Profile,
  createFleet,
  createMockClock,
  defineCategory,
  FleetSchema,
} from '../index.ts';
import { createSeededRandom, weakMac } from '../testing.ts';

const ID = '/latest/meta-data/instance-id';
const IDENTITY = '/latest/dynamic/instance-identity/document';
const DAWN = '/latest/meta-data/dawn';
const TOKEN = '/latest/api/token';
const START = Date.UTC(2026, 0);

/** A notice that fires after a minute, or at once when an action says so. */
const dawn = defineCategory({
  id: 'dawn',
  contract: 1,
  description: 'For a test',
  state: { risen: false },
  actions: {
    rise: {
      description: 'Rises',
      input: z.strictObject({}),
      run: () => ({ state: { risen: true } }),
    },
  },
  leaves: [],
  notices: [
    {
      key: 'dawn',
      path: 'meta-data/dawn',
      trigger: () => ({ delaySec: 60 }),
      firesAt: ({ state, startedAt }) => (state.risen ? startedAt : undefined),
      value: () => 'light',
    },
  ],
});

function start(
  fleet: FleetDescription,
  spec: Partial<ImdsSpec> = {},
  observe: (event: ImdsEvent) => void = () => {},
) {
  const createClock = () => createMockClock({ source: { now: () => START }, frozenAt: START });
  const options = {
    spec: {
      profile: createEc2Profile(),
      eligibleClients: -1,
      ...spec,
      categories: [...bundledCategories, dawn],
    },
    mac: weakMac,
    random: createSeededRandom(),
    observe,
    faults: [{ name: 'closed', refuse: true, from: '1h' } as const],
  };
  const plain = createControl({ ...options, clock: createClock() });
  const running = createFleet({ ...options, plain, createClock, fleet: FleetSchema.parse(fleet) });

  const ask = (path: string, request: Record<string, unknown> = {}) => {
    const asked = { method: 'GET', headers: {}, client: '127.0.0.1', ...request, path };
    const control = running.find(asked);
    const exchange = control.imds.handle(asked);
    control.journal.add(exchange, 0);
    const { status, body } = exchange.answer;
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    return status === 200 ? text : status;
  };
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
  const tokenOf = (client: string) => String(ask(TOKEN, { method: 'PUT', client, headers }));
  return { fleet: running, ask, tokenOf };
}

const pair: FleetDescription = {
  by: 'client',
  instances: [
    { match: '10.0.0.1', instance: { id: 'i-0000000000000000a', tags: { Name: 'a' } } },
    { match: '10.0.0.0/24', instance: { id: 'i-0000000000000000b', tags: { Name: 'b' } } },
  ],
};

const template = (count: number, instance: object = {}): FleetDescription => ({
  by: 'client',
  template: { count, subnet: '10.1.0.0/16', instance },
});

const issuesOf = (fleet: unknown) =>
  FleetSchema.safeParse(fleet).error?.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('the instance of a client', () => {
  test('is that of its address, of the narrowest network around it, or the plain one', () => {
    const { ask, fleet } = start(pair);
    expect(ask(ID, { client: '10.0.0.1' })).toBe('i-0000000000000000a');
    expect(ask(ID, { client: '::ffff:10.0.0.7' })).toBe('i-0000000000000000b');
    expect(ask(ID, { client: '10.0.1.1' })).toBe(fleet.plain.imds.snapshot.instance.id);
  });

  test('is found by IPv6, however the address is written', () => {
    const fleet: FleetDescription = {
      by: 'client',
      instances: [{ match: '2001:DB8:0::1', instance: { id: 'i-0000000000000000c' } }],
    };
    expect(start(fleet).ask(ID, { client: '2001:db8::1' })).toBe('i-0000000000000000c');
  });

  test('is named by a header, of trusted clients only, by what it matches or its id', () => {
    const { ask, fleet } = start({
      by: 'header',
      header: 'X-Instance-Id',
      trustedClients: ['127.0.0.0/8'],
      instances: [{ match: 'web', instance: { id: 'i-0000000000000000a' } }],
      template: { count: 1, subnet: '10.1.0.0/16' },
    });
    const asking = (name: string, client = '127.0.0.1') =>
      ask(ID, { client, headers: { 'x-instance-id': name } });
    const plain = fleet.plain.imds.snapshot.instance.id;
    const drawn = fleet.instances[1]?.id ?? '';
    expect(asking('web')).toBe('i-0000000000000000a');
    expect(asking(drawn)).toBe(drawn);
    expect(asking('unknown')).toBe(plain);
    expect(asking('web', '10.0.0.9')).toBe(plain);
  });

  test('is found by the port, configured or free', () => {
    const { ask, fleet } = start({
      by: 'port',
      instances: [
        { match: 8001, instance: { id: 'i-0000000000000000a' } },
        { match: 0, instance: { id: 'i-0000000000000000b' } },
      ],
    });
    fleet.listensOn('i-0000000000000000b', 40_000);
    expect(ask(ID, { port: 8001 })).toBe('i-0000000000000000a');
    expect(ask(ID, { port: 40_000 })).toBe('i-0000000000000000b');
    expect(ask(ID, { port: 1338 })).toBe(fleet.plain.imds.snapshot.instance.id);
  });
});

describe('an instance of a template', () => {
  test('has an id, a MAC address and an address of its own, and its number in texts', () => {
    const { ask, fleet } = start(template(300, { tags: { Name: 'web-{index}', 'n{index}': '' } }));
    const ids = new Set<unknown>();
    const macs = new Set<unknown>();
    for (const { match: client, index } of fleet.instances) {
      expect(client).toMatch(/^10\.1\.\d+\.\d+$/);
      ids.add(ask(ID, { client }));
      macs.add(ask('/latest/meta-data/mac', { client }));
      expect(ask('/latest/meta-data/local-ipv4', { client })).toBe(client);
      expect(ask('/latest/meta-data/tags/instance/Name', { client })).toBe(`web-${index}`);
      expect(ask(`/latest/meta-data/tags/instance/n${index}`, { client })).toBe('');
    }
    expect([ids.size, macs.size]).toEqual([300, 300]);
  });

  test('is the same for the same seed, and of the same account, image and network as the others', () => {
    const instance = { seed: 7 };
    const one = start(template(20), { instance });
    const other = start(template(20), { instance });
    expect(one.fleet.instances).toEqual(other.fleet.instances);
    expect(one.fleet.instances).not.toEqual(start(template(20)).fleet.instances);
    const [a, b] = one.fleet.instances.map(({ match: client }) =>
      JSON.parse(String(one.ask(IDENTITY, { client }))),
    );
    expect(b).toEqual({ ...a, instanceId: b.instanceId, privateIp: b.privateIp });
  });

  test('fills its subnet to the last address', () => {
    const fleet: FleetDescription = {
      by: 'client',
      template: { count: 11, subnet: '10.2.0.16/28' },
    };
    const addresses = start(fleet).fleet.instances.map(({ match }) => Number(match.split('.')[3]));
    expect(addresses.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 11 }, (_, index) => 20 + index),
    );
  });
});

describe('instances share nothing', () => {
  const clients = ['10.0.0.1', '10.0.0.2', '192.0.2.1'];

  type Started = ReturnType<typeof start>;
  const controlOf = ({ fleet }: Started, client: string) =>
    client.startsWith('10.')
      ? fleet.instance(
          fleet.instances.find(({ match }) => match === client)?.match ?? '10.0.0.0/24',
        )
      : fleet.plain;
  const STEPS: Record<string, (started: Started, client: string) => unknown> = {
    token: ({ tokenOf }, client) => tokenOf(client),
    read: ({ ask }, client) => ask(ID, { client }),
    rise: (started, client) => controlOf(started, client).actions.dawn.rise(),
    advance: (started, client) => controlOf(started, client).clock.advance(31),
    revoke: (started, client) => controlOf(started, client).revokeTokens(),
    remove: (started, client) => controlOf(started, client).remove(ID),
    reset: (started, client) => controlOf(started, client).reset(),
    fault: (started, client) =>
      controlOf(started, client).fault({ path: IDENTITY, status: 503, times: 1 }),
  };
  const look = (started: Started, client: string) => [
    [ID, DAWN, IDENTITY, '/latest/meta-data/'].map((path) => started.ask(path, { client })),
    controlOf(started, client).journal.find(),
  ];

  test('as another process with that instance alone would answer, and its journal', () => {
    const step = fc.record({ who: fc.nat(2), what: fc.constantFrom(...Object.keys(STEPS)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(2), (steps, watched) => {
        const together = start(pair);
        const alone = start(pair);
        for (const { who, what } of steps) {
          const client = clients[who] ?? '';
          STEPS[what]?.(together, client);
          if (who === watched) STEPS[what]?.(alone, client);
        }
        const client = clients[watched] ?? '';
        expect(look(together, client)).toEqual(look(alone, client));
      }),
      { numRuns: 60 },
    );
  });

  test('a session token is unknown to every other instance, and to the plain one', () => {
    const { ask, tokenOf } = start(pair);
    const tokens = clients.map(tokenOf);
    const statuses = clients.map((client) =>
      tokens.map((token) => {
        const answer = ask(ID, { client, headers: { 'x-aws-ec2-metadata-token': token } });
        return typeof answer === 'number' ? answer : 200;
      }),
    );
    expect(statuses).toEqual([
      [200, 401, 401],
      [401, 200, 401],
      [401, 401, 200],
    ]);
  });

  test('delays count from the start of the mock, also for one that is asked for later', () => {
    const { fleet } = start(pair);
    fleet.plain.clock.advance('1h');
    const control = fleet.instance('10.0.0.1');
    expect(control.imds.startedAt).toBe(START);
    expect(control.clock.pending().map(({ inSeconds }) => inSeconds)).toEqual([60]);
  });

  test('a fault of one cannot close the port of all', () => {
    const control = start(pair).fleet.instance('10.0.0.1');
    expect(() => control.fault({ refuse: true })).toThrow(/share their port/);
    expect(() => control.faults.set([{ refuse: true }])).toThrow(/share their port/);
    expect(control.faults.list()).toEqual([]);
  });
});

describe('a selection', () => {
  const { fleet } = start(template(200, { tags: { Name: 'web-{index}', other: 'no' } }));
  const indexes = (selection: object) => fleet.select(selection).map(({ index }) => index);

  test('goes by label, by number and by share, and by all that is given', () => {
    expect(indexes({ label: 'Name=web-7' })).toEqual([7]);
    expect(indexes({ label: 'Name=web-19*' })).toEqual([
      19, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199,
    ]);
    expect(indexes({ index: '3-5' })).toEqual([3, 4, 5]);
    expect(indexes({ label: 'Name=web-4', index: '5' })).toEqual([]);
    expect(indexes({})).toHaveLength(200);
  });

  test('has the same share each time, and a greater one includes a smaller one', () => {
    const tenth = indexes({ share: 0.1 });
    expect(tenth).toHaveLength(20);
    expect(indexes({ share: 0.1 })).toEqual(tenth);
    expect(indexes({ share: 0.3 })).toEqual(expect.arrayContaining(tenth));
    expect(indexes({ index: '0-9', share: 0.01 })).toHaveLength(1);
  });

  test.each([{ label: 'Name' }, { index: 'one' }, { share: 0 }, { share: 1.5 }, { tag: 'x' }])(
    'refuses %j',
    (selection) => expect(() => indexes(selection)).toThrow(/input of a selection/),
  );
});

describe('a fleet that contradicts itself is refused', () => {
  const entry = (match: string | number, instance = {}) => ({ match, instance });
  const listed = (...instances: object[]) => ({ by: 'client', instances });
  test.each([
    [
      'two of a match',
      listed(entry('10.0.0.1'), entry('10.0.0.1/32')),
      /^instances\.1\.match: none of another one; 10\.0\.0\.1\/32 is instances\.0$/,
    ],
    [
      'two of an id',
      listed(entry('10.0.0.1', { id: 'i-1' }), entry('10.0.0.2', { id: 'i-1' })),
      /^instances\.1\.instance\.id: an id that no other instance has; i-1 is that of instances\.0$/,
    ],
    [
      'a name for a client',
      listed(entry('web')),
      /^instances\.0\.match: an address or a network .*by: client$/,
    ],
    [
      'an address for a port',
      { by: 'port', instances: [entry('10.0.0.1')] },
      /^instances\.0\.match: a port from 1/,
    ],
    [
      'a header without clients',
      { by: 'header', header: 'x-id', instances: [entry('a')] },
      /^trustedClients: the addresses or networks of the clients/,
    ],
    [
      'no header',
      { by: 'header', trustedClients: ['127.0.0.1'], instances: [entry('a')] },
      /^header: the name of a header/,
    ],
    [
      'a small subnet',
      { by: 'client', template: { count: 12, subnet: '10.0.0.0/28' } },
      /^template\.count: at most 11, which is what 10\.0\.0\.0\/28 has room for$/,
    ],
    [
      'a wide subnet',
      { by: 'client', template: { count: 1, subnet: '10.0.0.0/8' } },
      /^template\.subnet: an IPv4 network from \/16/,
    ],
    ['nothing in it', { by: 'client' }, /^instances: instances, or a template$/],
    [
      'an unknown key',
      { by: 'client', instance: {}, instances: [entry('10.0.0.1')] },
      /a fleet has no "instance"/,
    ],
    [
      'a wrong instance',
      listed(entry('10.0.0.1', { mac: 'x' })),
      /^instances\.0\.instance\.mac: six bytes/,
    ],
    [
      'a number that makes it wrong',
      template(300, { privateIp: '10.1.0.{index}' }),
      /^template\.instance\.privateIp: an IPv4 address$/,
    ],
    ['one id for all', template(2, { id: 'i-1' }), /^template\.instance\.id: an id that no other/],
    [
      'an address of the template',
      { ...template(1, { privateIp: '10.1.0.9' }), instances: [entry('10.1.0.9')] },
      /^template\.subnet: none of another one; 10\.1\.0\.9 is instances\.0$/,
    ],
  ])('%s', (_, fleet, line) => {
    expect(issuesOf(fleet)).toEqual([expect.stringMatching(line)]);
  });

  test('what EC2 would refuse is refused by its profile, and a problem otherwise', () => {
    const unreal: FleetDescription = {
      ...pair,
      header: 'x-id',
      template: { count: 1, subnet: '10.1.0.0/16', instance: { tags: { 'a b': '' } } },
    };
    expect(() => start(unreal)).toThrow(
      /^fleet\.template\.instance\.tags\.a b: EC2 does not expose a tag/,
    );
    expect(
      start(unreal, { profile: aemmProfile }).fleet.problems.map(({ message }) => message),
    ).toEqual([
      'fleet.header has no effect: the instances are distinguished by client.',
      expect.stringMatching(/^fleet\.template\.instance\.tags\.a b: EC2 does not expose/),
    ]);
  });
});

test('a reload reaches every instance, and what was done to one still holds', () => {
  const { fleet, ask } = start(pair);
  fleet.instance('10.0.0.1').set('/latest/meta-data/note', 'kept');
  fleet.reload({
    profile: createEc2Profile(),
    categories: [...bundledCategories, dawn],
    overrides: { metadata: { values: { 'ami-id': 'ami-new' } } },
  });
  expect(ask('/latest/meta-data/ami-id', { client: '10.0.0.1' })).toBe('ami-new');
  expect(ask('/latest/meta-data/ami-id', { client: '10.0.0.2' })).toBe('ami-new');
  expect(ask('/latest/meta-data/note', { client: '10.0.0.1' })).toBe('kept');
  fleet.reset();
  expect(ask('/latest/meta-data/note', { client: '10.0.0.1' })).toBe(404);
});

describe('a configuration under which an instance cannot be as it is described', () => {
  const KIND = '/latest/meta-data/instance-type';
  const categories = [...bundledCategories, dawn];
  const refused = { categories, profile: createEc2Profile() };
  const events: ImdsEvent[] = [];
  const startUnreal = () => {
    events.length = 0;
    const instance = { type: 'm5.large', architecture: 'arm64' } as const;
    const instances = [{ match: '10.0.0.1', instance }, { match: '10.0.0.2' }];
    const spec = { profile: aemmProfile };
    return start({ by: 'client', instances }, spec, (event) => events.push(event));
  };

  test('is named by a check', () => {
    const { fleet } = startUnreal();
    expect(() => fleet.check(refused)).toThrow(
      /^fleet\.instances\.0\.instance\.architecture: m5\.large is x86_64/,
    );
    expect(() => fleet.check({ categories, profile: aemmProfile })).not.toThrow();
    expect(() => fleet.check({ categories, profile: {} as never })).toThrow(AemmError);
  });

  test.each([true, false])('leaves it as it was, asked before: %s', (isAsked) => {
    const { fleet, ask } = startUnreal();
    const read = () => ask(KIND, { client: '10.0.0.1' });
    if (isAsked) expect(read()).toBe('m5.large');
    fleet.reload({ ...refused, overrides: { metadata: { values: { 'instance-type': 'new' } } } });
    expect([read(), read()]).toEqual(['m5.large', 'm5.large']);
    expect(ask(KIND, { client: '10.0.0.2' })).toBe('new');
    const reason = expect.stringMatching(/m5\.large is x86_64/);
    expect(events).toEqual([{ kind: 'reload-refused', instance: expect.any(String), reason }]);
  });
});

describe('a fault with a share or a spread', () => {
  const drawn = (seed: number) => {
    const { fleet } = start(template(50, { id: 'i-{index}' }), { instance: { seed } });
    fleet.configureFaults([
      { status: 503, share: 0.3 },
      { latency: '0ms..1h', path: '*/mac' },
    ]);
    const faultOf = (client: string, path: string) => {
      const request = { method: 'GET', headers: {}, client, path };
      return fleet.find(request).imds.handle(request).fault;
    };
    const struck = () => fleet.instances.map(({ match }) => faultOf(match, ID) !== undefined);
    const waits = fleet.instances.map(
      ({ match }) => faultOf(match, '/latest/meta-data/mac')?.latencyMs,
    );
    return { rounds: Array.from({ length: 6 }, struck), waits };
  };

  test('strikes each instance by a draw of its own', () => {
    const { rounds, waits } = drawn(1);
    for (const round of rounds) {
      const count = round.filter(Boolean).length;
      expect(count).toBeGreaterThan(4);
      expect(count).toBeLessThan(30);
    }
    expect(new Set(waits).size).toBeGreaterThan(40);
  });

  test('strikes the same in every run of a seed', () => {
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(2).rounds).not.toEqual(drawn(1).rounds);
  });
});

describe('a reload that contradicts what was done to an instance', () => {
  const AMI = '/latest/meta-data/ami-id';
  const client = '10.0.0.1';
  const events: ImdsEvent[] = [];
  const refuse = () => {
    events.length = 0;
    const started = start(pair, {}, (event) => events.push(event));
    started.fleet.instance(client).act('iam', 'rotate');
    started.fleet.reload({
      profile: createEc2Profile(),
      categories: [...bundledCategories, dawn],
      overrides: {
        metadata: { values: { 'ami-id': 'ami-new', 'iam-security-credentials-role': null } },
      },
    });
    const before = started.fleet.plain.imds.snapshot.instance.imageId;
    return { ...started, before, read: () => started.ask(AMI, { client }) };
  };

  test('leaves that one as it was, with one report, and reaches the others', () => {
    const { read, before, ask } = refuse();
    expect([read(), read(), read()]).toEqual([before, before, before]);
    expect(ask(AMI, { client: '10.0.0.2' })).toBe('ami-new');
    expect(events).toEqual([
      {
        kind: 'reload-refused',
        instance: 'i-0000000000000000a',
        reason: expect.stringMatching(/role/),
      },
    ]);
  });

  test.each<[string, (fleet: ReturnType<typeof refuse>['fleet']) => void]>([
    ['it is reset', (fleet) => fleet.instance(client).reset()],
    ['all are reset', (fleet) => fleet.reset()],
  ])('reaches it once %s', (_, reset) => {
    const { read, fleet, before } = refuse();
    expect(read()).toBe(before);
    reset(fleet);
    expect(read()).toBe('ami-new');
    expect(events).toHaveLength(1);
  });

  test('does not keep it from being driven, nor from its faults', () => {
    const { ask, fleet } = refuse();
    fleet.configureFaults([{ status: 503, path: AMI }]);
    fleet.instance(client).set('/latest/meta-data/note', 'here');
    expect(ask('/latest/meta-data/note', { client })).toBe('here');
    expect(ask(AMI, { client })).toBe(503);
  });
});

test('an instance that was only asked is reset, and what waits for its clock still does', () => {
  const { fleet, ask } = start(pair);
  fleet.configureFaults([{ name: 'once', status: 503, path: ID, times: 1 }]);
  const client = '10.0.0.1';
  const answers = () => [ask(ID, { client }), ask(ID, { client })];
  const before = answers();
  let done = 0;
  fleet.find({ method: 'GET', path: ID, headers: {}, client }).clock.at(START + 1000, () => done++);
  fleet.reset();
  expect(answers()).toEqual(before);
  const { journal, clock } = fleet.instance(client);
  expect(journal.find()).toHaveLength(2);
  clock.advance('1s');
  expect(done).toBe(1);
});

test('an instance whose tree was dropped answers as before', () => {
  const { fleet, ask } = start(template(200));
  const read = () =>
    fleet.instances.map(({ match: client }) => [
      ask(ID, { client }),
      ask('/latest/meta-data/network/interfaces/macs/', { client }),
      ask(DAWN, { client }),
      ask('/latest/nothing', { client }),
    ]);
  const first = read();
  for (const { id } of fleet.instances) fleet.instance(id).journal.clear();
  expect(read()).toEqual(first);
});
