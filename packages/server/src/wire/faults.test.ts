import { once } from 'node:events';
import { connect } from 'node:net';
import type { Control, Fault } from '@aemm/core';
import { bundledCategories, createFaults, createImds } from '@aemm/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { open, talk } from '../../test/talk.ts';
import { buildServer, listen, nodeMac } from '../index.ts';

const get = (path: string, connection = 'close'): string =>
  `GET /latest/meta-data/${path} HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\n\r\n`;

const GET = get('mac');
const MAC = '0e:49:61:0f:c3:11';

async function mockWith(...faults: Fault[]) {
  const mock = await startMock();
  mock.control.clock.freeze();
  mock.faults.set(faults);
  return mock;
}

/** What a client sees of a connection: what came, and the error that ended it. */
function see(port: number, bytes: string): Promise<{ received: string; error?: string }> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    let received = '';
    let error: string | undefined;
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', (reason: NodeJS.ErrnoException) => {
      error = reason.code;
    });
    socket.on('close', () => resolve(error === undefined ? { received } : { received, error }));
    socket.write(bytes);
  });
}

describe('on the wire a fault', () => {
  test('resets the connection', async () => {
    const { port } = await mockWith({ reset: true });
    expect(await see(port, GET)).toEqual({ received: '', error: 'ECONNRESET' });
  });

  test('closes the connection without an answer', async () => {
    const { port } = await mockWith({ close: true });
    expect(await see(port, GET)).toEqual({ received: '' });
  });

  test('leaves a request unanswered and its connection open, until the mock closes', async () => {
    const { port, close, journal } = await mockWith({ hang: true });
    const seen = see(port, GET + GET);
    await journal.waitFor({ status: 0 });
    await close({ quietMs: 0, graceMs: 60_000 });
    expect(await seen).toEqual({ received: '' });
  });

  test('delays any number of pipelined requests without a warning of Node', async () => {
    const { port, control, faults } = await mockWith({ latency: '1m' });
    const warnings: string[] = [];
    const keep = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', keep);
    onTestFinished(() => void process.off('warning', keep));
    const seen = see(port, get('mac', 'keep-alive').repeat(39) + GET);
    await expect.poll(() => faults.list()[0]?.struck, { interval: 5 }).toBe(40);
    control.clock.advance('1h');
    expect((await seen).received.match(/200 OK/g)).toHaveLength(40);
    expect(warnings).toEqual([]);
  });

  test.each([0, 5, 16])('closes the connection after %i bytes of the body', async (truncate) => {
    const { port } = await mockWith({ truncate });
    const { received, error } = await see(port, get('mac', 'keep-alive'));
    expect(error).toBeUndefined();
    expect(received).toMatch(/Content-Length: 17\r\n/);
    expect(received.split('\r\n\r\n')[1]).toBe(MAC.slice(0, truncate));
  });

  test('answers with another status, body and content type', async () => {
    const { port } = await mockWith({ status: 503, body: 'gone', contentType: 'text/html' });
    const answer = await talk(port, GET);
    expect(answer).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\nContent-Type: text\/html\r\n/);
    expect(answer).toMatch(/Content-Length: 4\r\n/);
    expect(answer).toMatch(/\r\n\r\ngone$/);
  });

  test('drops what is over a rate', async () => {
    const { port, journal, control } = await mockWith({ rate: 2 });
    expect(await talk(port, GET)).toContain(MAC);
    expect(await talk(port, GET)).toContain(MAC);
    const dropped = see(port, GET);
    await journal.waitFor({ status: 0 });
    control.clock.advance('1s');
    expect(await talk(port, GET)).toContain(MAC);
    expect(journal.find({ status: 0 })).toMatchObject([{ fault: 'fault-1' }]);
    void dropped;
  });
});

describe('an answer that waits', () => {
  const SLOW = { path: '/latest/meta-data/mac', latency: '2h' } as const;

  test('comes when the clock of the mock is there, and holds up no other connection', async () => {
    const { port, control, journal } = await mockWith(SLOW);
    let isAnswered = false;
    const answer = talk(port, GET).finally(() => {
      isAnswered = true;
    });
    expect(await talk(port, get('instance-id'))).toContain('i-1234567890abcdef0');
    control.clock.advance('1h59m');
    expect(await talk(port, get('instance-id'))).toContain('i-1234567890abcdef0');
    expect(isAnswered).toBe(false);
    control.clock.advance('1m');
    expect(await answer).toContain(MAC);
    expect(journal.find({ path: SLOW.path })).toMatchObject([{ ms: 7_200_000, status: 200 }]);
  });

  test.each<[string, (control: Control) => void]>([
    ['a reset', (control) => control.reset()],
    ['the clock is set back', ({ clock }) => clock.set(clock.now() - 3_600_000)],
  ])('waits no longer than its latency after %s', async (_, setBack) => {
    const { port, control, journal } = await startMock();
    control.clock.freeze();
    control.clock.advance('1h');
    control.faults.add({ path: SLOW.path, latency: '10m' });
    let isAnswered = false;
    const answer = talk(port, GET).finally(() => {
      isAnswered = true;
    });
    await talk(port, get('instance-id'));
    control.clock.advance('5m');
    setBack(control);
    control.clock.freeze();
    control.clock.advance('9m');
    expect(await talk(port, get('instance-id'))).toContain('i-1234567890abcdef0');
    expect(isAnswered).toBe(false);
    control.clock.advance('1m');
    expect(await answer).toContain(MAC);
    expect(journal.find({ path: SLOW.path })).toMatchObject([{ status: 200 }]);
  });

  test('comes before the answers to requests that were sent after it', async () => {
    const { port, control, journal } = await mockWith(SLOW);
    const answers = talk(port, get('mac', 'keep-alive') + get('instance-id'));
    await journal.waitFor({ path: '/latest/meta-data/instance-id' });
    control.clock.advance('2h');
    expect((await answers).match(/0e:49:61:0f:c3:11|i-1234567890abcdef0/g)).toEqual([
      MAC,
      'i-1234567890abcdef0',
    ]);
  });

  test.each(['reset', 'close'] as const)('comes before the %s of a later request', async (cut) => {
    const { port, control, journal } = await mockWith(SLOW, { path: '*/instance-id', [cut]: true });
    const seen = see(port, get('mac', 'keep-alive') + get('instance-id'));
    await expect.poll(() => journal.last).toBe(0);
    // A whole exchange later, both requests are read.
    await talk(port, get('ami-id'));
    control.clock.advance('2h');
    await journal.waitFor({ status: 0 });
    await seen;
    expect(journal.find().map(({ path, status }) => [path, status])).toEqual([
      ['/latest/meta-data/ami-id', 200],
      ['/latest/meta-data/mac', 200],
      ['/latest/meta-data/instance-id', 0],
    ]);
  });

  test('is forgotten when its client leaves', async () => {
    const { port, control, journal, lines, stats } = await mockWith(SLOW);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(GET);
    await talk(port, get('ami-id'));
    socket.resetAndDestroy();
    const left = await journal.waitFor({ path: SLOW.path });
    expect(left).toMatchObject({ status: 0, fault: 'fault-1' });
    await expect.poll(() => stats.connections).toBe(0);
    control.clock.advance('2h');
    expect(journal.find({ path: SLOW.path })).toHaveLength(1);
    expect(await lines()).toContain(
      'GET /latest/meta-data/mac 0 127.0.0.1 v1 (fault fault-1, 7200000 ms)',
    );
  });

  test('is sent when the mock closes', async () => {
    const { port, close } = await mockWith(SLOW);
    const answer = talk(port, GET);
    await talk(port, get('ami-id'));
    await close({ quietMs: 0, graceMs: 60_000 });
    expect(await answer).toContain(MAC);
  });

  test('comes by real time where the clock does not call back', async () => {
    const clock = { now: () => Date.now() };
    const faults = createFaults({ clock });
    const spec = { categories: bundledCategories };
    const server = buildServer({ imds: createImds({ spec, mac: nodeMac, clock, faults }), clock });
    onTestFinished(() => server.close());
    const { port } = await listen(server, { host: '127.0.0.1', port: 0 });
    faults.add({ latency: 30 });
    const start = performance.now();
    expect(await talk(port, GET)).toContain(MAC);
    expect(performance.now() - start).toBeGreaterThan(28);
  });
});

describe('refused connections', () => {
  test('are refused until a time, then accepted on the same port', async () => {
    const { port, control, faults, lines } = await startMock();
    control.clock.freeze();
    faults.add({ refuse: true, until: '3s' });
    expect(await see(port, GET)).toEqual({ received: '', error: 'ECONNREFUSED' });
    control.clock.advance(3);
    expect(await talk(port, GET)).toContain(MAC);
    expect(await lines()).toEqual([
      `Connections to port ${port} are refused by a fault.`,
      `Connections to port ${port} are accepted again.`,
      'GET /latest/meta-data/mac 200 127.0.0.1 v1',
    ]);
  });

  test('are refused from a time on, and open ones end', async () => {
    const { port, control, faults } = await startMock();
    control.clock.freeze();
    faults.add({ refuse: true, from: '60s', until: '90s' });
    const { socket } = await open(port, get('mac', 'keep-alive'), (text) => text.endsWith(MAC));
    const closed = once(socket, 'close');
    socket.on('error', () => {});
    control.clock.advance(60);
    await closed;
    expect(await see(port, GET)).toEqual({ received: '', error: 'ECONNREFUSED' });
    control.clock.advance(30);
    expect(await talk(port, GET)).toContain(MAC);
  });

  test('are refused by the time of a clock that is set back, in either direction', async () => {
    const { port, control, faults } = await startMock();
    const { clock } = control;
    clock.freeze();
    const start = clock.now();
    faults.add({ refuse: true, from: '10s', until: '20s' });
    const refused = { received: '', error: 'ECONNREFUSED' };
    for (const [second, isRefused] of [
      [25, false],
      [15, true],
      [5, false],
      [12, true],
      [0, false],
    ] as const) {
      clock.set(start + second * 1000);
      const seen = await see(port, GET);
      if (isRefused) expect(seen).toEqual(refused);
      else expect(seen.received).toContain(MAC);
    }
    clock.advance(10);
    expect(await see(port, GET)).toEqual(refused);
  });

  test('stay open in a reset that takes the fault away', async () => {
    const { port, control, faults, lines } = await startMock();
    control.clock.freeze();
    faults.add({ refuse: true, until: '20s' });
    control.clock.advance(25);
    control.reset();
    expect(await talk(port, GET)).toContain(MAC);
    expect((await lines()).filter((line) => line.includes('refused'))).toHaveLength(1);
  });

  test('are accepted when the fault is removed, and the mock closes in either state', async () => {
    const { port, faults, close } = await startMock();
    for (let round = 0; round < 3; round++) {
      faults.add({ name: 'gone', refuse: true });
      faults.remove('gone');
      faults.add({ name: 'gone', refuse: true });
      expect(await see(port, GET)).toEqual({ received: '', error: 'ECONNREFUSED' });
      faults.remove('gone');
      expect(await talk(port, GET)).toContain(MAC);
    }
    faults.add({ name: 'gone', refuse: true });
    await close();
    faults.remove('gone');
    expect(await see(port, GET)).toEqual({ received: '', error: 'ECONNREFUSED' });
  });
});

describe('on an injected request a fault', () => {
  const ID = '/latest/meta-data/mac';

  test.each<[string, Fault]>([
    ['resets', { reset: true }],
    ['closes', { close: true }],
    ['truncates', { truncate: 4 }],
  ])('that %s rejects it', async (_, fault) => {
    const { server, journal } = await mockWith(fault);
    await expect(server.inject(ID)).rejects.toMatchObject({ code: 'LIGHT_ECONNRESET' });
    expect(journal.find({ path: ID })).toMatchObject([{ status: fault.truncate ? 200 : 0 }]);
  });

  test('that hangs leaves it unanswered until the mock closes', async () => {
    const { server, journal, close } = await mockWith({ hang: true });
    const lost = expect(server.inject(ID)).rejects.toMatchObject({ code: 'LIGHT_ECONNRESET' });
    await journal.waitFor({ status: 0 });
    await close();
    await lost;
  });
});
