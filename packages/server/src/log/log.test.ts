import type { ImdsEvent } from '@aemm/core';
import { createManualClock } from '@aemm/core/testing';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LogFormat } from '../index.ts';
import { createLog } from '../index.ts';

/** A sink that holds the bytes it gets until they are released, as a pipe does. */
function createStallableSink() {
  let pending: { bytes: Uint8Array; done: (error?: Error) => void } | undefined;
  const batches: string[] = [];
  const decoder = new TextDecoder();
  return {
    batches,
    stalled: false,
    write(bytes: Uint8Array, done: (error?: Error | null) => void): void {
      if (pending !== undefined) throw new Error('Two writes at once.');
      if (this.stalled) pending = { bytes, done };
      else {
        batches.push(decoder.decode(bytes));
        done();
      }
    },
    /** Takes what is held, or fails it. */
    release(error?: Error): void {
      this.stalled = false;
      const held = pending;
      pending = undefined;
      if (held === undefined) return;
      if (error === undefined) batches.push(decoder.decode(held.bytes));
      held.done(error);
    },
  };
}

function openLog(
  format: LogFormat = 'text',
  clock = createManualClock('2024-01-02T03:04:05.678Z'),
) {
  const sink = createStallableSink();
  const log = createLog({ format, clock, sink: (bytes, done) => sink.write(bytes, done) });
  return { log, sink, clock, text: () => sink.batches.join('') };
}

const turn = (): Promise<void> => new Promise(setImmediate);

describe('a line of text', () => {
  test('begins with the local time as Go writes it', async () => {
    const { log, text } = openLog();
    log.message('Initiating ec2-metadata-mock for all mocks on port 1338');
    await log.flush();
    expect(text()).toMatch(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d Initiating ec2-metadata-mock/);
    const [stamp = ''] = /^.{19}/.exec(text()) ?? [];
    expect(new Date(stamp).getTime()).toBe(Date.parse('2024-01-02T03:04:05Z'));
  });

  test('carries the time of its own second', async () => {
    const { log, text, clock } = openLog();
    log.message('a');
    clock.advance(1);
    log.message('b');
    await log.flush();
    expect(text().match(/:0[56] [ab]$/gm)).toHaveLength(2);
  });

  test('shows a request: method, target, status, client', async () => {
    const { log, text } = openLog();
    log.request('GET', '/latest/meta-data/mac', 200, '::1');
    await log.flush();
    expect(text().slice(20)).toBe('GET /latest/meta-data/mac 200 ::1\n');
  });
});

describe('a line of JSON', () => {
  test('is one object', async () => {
    const { log, text } = openLog('json');
    log.message('hello "you"');
    log.request('GET', '/a"b\\c', 404, '127.0.0.1');
    log.failure('GET', '/x', new TypeError('oops'));
    await log.flush();
    expect(text()).toMatchInlineSnapshot(`
      "{"time":"2024-01-02T03:04:05.678Z","message":"hello \\"you\\""}
      {"time":"2024-01-02T03:04:05.678Z","method":"GET","target":"/a\\"b\\\\x5cc","status":404,"client":"127.0.0.1"}
      {"time":"2024-01-02T03:04:05.678Z","method":"GET","target":"/x","status":500,"message":"Error: GET /x answers 500: TypeError: oops"}
      "
    `);
  });
});

describe('a log that is off', () => {
  test('has messages and events, but no request', async () => {
    const { log, text } = openLog('off');
    log.request('GET', '/', 200, '127.0.0.1');
    log.message('ready');
    log.event({ kind: 'client-refused', path: '/spot', client: '::1', limit: 2 });
    await log.flush();
    expect(
      text()
        .split('\n')
        .map((line) => line.slice(20)),
    ).toEqual(['ready', expect.stringContaining('::1 is not eligible'), '']);
  });
});

describe('an event', () => {
  const now = Date.parse('2024-01-01T00:00:08Z');
  const pending = { kind: 'notice-pending', path: '/p', now } as const;
  const soon = 'Returning `notFoundResponse` for now';
  test.each<[line: string, event: ImdsEvent]>([
    [
      `Delaying the response by 10s as requested. The mock response will be available in 2s. ${soon}`,
      { ...pending, firesAt: now + 2000, delaySec: 10 },
    ],
    [
      `MockTriggerTime 2024-01-01T00:00:09Z was not reached yet. The mock response will be available in 1s. ${soon}`,
      { ...pending, firesAt: now + 1000 },
    ],
    [
      'Delaying the response by 60s as requested. The mock response will be available in 2s. Returning `InService` for now',
      {
        ...pending,
        firesAt: now + 2000,
        delaySec: 60,
        before: { kind: 'text', text: 'InService' },
      },
    ],
    [
      'Delaying the response by 60s as requested. The mock response will be available in 2s. Returning `json` for now',
      {
        ...pending,
        firesAt: now + 2000,
        delaySec: 60,
        before: { kind: 'json', value: {} },
      },
    ],
    [
      'Requesting IP 127.0.0.3 is not eligible for /p because the max number of IPs configured (2) has been reached.',
      { kind: 'client-refused', path: '/p', client: '127.0.0.3', limit: 2 },
    ],
    [
      'Error: /p answers 500: RangeError: too\\nfar',
      { kind: 'leaf-failed', path: '/p', error: new RangeError('too\nfar') },
    ],
    [
      'Error: /p answers 500: Error: no (X)',
      { kind: 'leaf-failed', path: '/p', error: Object.assign(new Error('no'), { code: 'X' }) },
    ],
    ['Error: /p answers 500: a text', { kind: 'leaf-failed', path: '/p', error: 'a text' }],
    [
      'Warning: the instance i-0a stays as it was until it is reset: no role',
      { kind: 'reload-refused', instance: 'i-0a', reason: 'no role' },
    ],
  ])('is logged as "%s"', async (line, event) => {
    const { log, text } = openLog();
    log.event(event);
    await log.flush();
    expect(text().slice(20)).toBe(`${line}\n`);
  });

  test.each<[subject: object, event: ImdsEvent]>([
    [{ path: '/p' }, { kind: 'client-refused', path: '/p', client: '::1', limit: 0 }],
    [{ step: 'reset' }, { kind: 'scenario-step', step: 'reset', reason: undefined }],
    [{ instance: 'i-0a' }, { kind: 'reload-refused', instance: 'i-0a', reason: 'no role' }],
  ])('in JSON names its kind and %j', async (subject, event) => {
    const { log, text } = openLog('json');
    log.event(event);
    await log.flush();
    expect(JSON.parse(text())).toMatchObject({ event: event.kind, ...subject });
  });
});

describe('whatever a client sends', () => {
  test.each(['text', 'json'] as const)(
    'makes one printable line of %s, not too long',
    async (format) => {
      const target = fc.string({ unit: 'binary', maxLength: 5000 });
      await fc.assert(
        fc.asyncProperty(target, async (sent) => {
          const { log, text } = openLog(format);
          log.request('GET', sent, 200, '127.0.0.1');
          await log.flush();
          expect(text()).toMatch(/^[ -~]{1,9000}\n$/);
          if (format === 'json') expect(JSON.parse(text())).toMatchObject({ status: 200 });
        }),
        { numRuns: 200 },
      );
    },
  );

  test('differs from what was escaped', async () => {
    const { log, text } = openLog();
    log.request('GET', '/a\u0007', 200, 'c');
    log.request('GET', '/a\\x07', 200, 'c');
    await log.flush();
    expect(
      text()
        .split('\n')
        .map((line) => line.slice(20)),
    ).toMatchInlineSnapshot(`
      [
        "GET /a\\x07 200 c",
        "GET /a\\x5cx07 200 c",
        "",
      ]
    `);
  });
});

describe('a secret in a target', () => {
  // With more than question marks, which are taken out where a target cannot have them.
  const secret = fc
    .stringMatching(/^[\w=&?+%.-]{4,60}$/)
    .filter((text) => text.replaceAll('?', '').length >= 4);
  const place = fc.constantFrom<(text: string) => string>(
    (text) => `/latest/meta-data/mac?token=${text}`,
    (text) => `/latest/meta-data/mac?${text}`,
    (text) => `/?a=b&${text}=c`,
    (text) => `http://imds/latest?x=${text}`,
    (text) => `http://${text.replaceAll('?', '')}@imds:80/latest`,
    (text) => `${text.replaceAll('?', '')}@imds:80`,
  );

  test.each(['text', 'json'] as const)('does not reach a log of %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(secret, place, async (text, put) => {
        const { log, text: logged } = openLog(format);
        const target = put(text);
        log.request('GET', target, 200, '::1');
        log.failure('GET', target, new Error('no'));
        await log.flush();
        expect(logged()).not.toContain(text.replaceAll('?', ''));
        expect(logged()).toContain('***');
      }),
    );
  });

  test('leaves the rest of the target', async () => {
    const { log, text } = openLog();
    log.request('GET', '/latest/meta-data/mac?token=abc', 200, '::1');
    log.request('GET', 'http://me:word@imds/latest', 200, '::1');
    await log.flush();
    expect(text().replaceAll(/^.{20}/gm, '')).toBe(
      'GET /latest/meta-data/mac?*** 200 ::1\nGET http://***@imds/latest 200 ::1\n',
    );
  });
});

describe('writing', () => {
  test('takes one write for all lines of a turn', async () => {
    const { log, sink } = openLog();
    for (let index = 0; index < 100; index++) log.request('GET', `/${index}`, 200, 'c');
    await turn();
    expect(sink.batches).toHaveLength(1);
    expect(sink.batches[0]?.split('\n')).toHaveLength(101);
  });

  test('lets requests that follow a write wait together, and no message', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { log, sink } = openLog();
    const written = (): string[] => sink.batches.map((batch) => batch.replaceAll(/^.{20}/gm, ''));
    const ask = (target: string): Promise<void> => {
      log.request('GET', target, 200, 'c');
      return turn();
    };
    await ask('/1');
    await ask('/2');
    await ask('/3');
    expect(written()).toEqual(['GET /1 200 c\n']);
    vi.advanceTimersByTime(10);
    expect(written().slice(1)).toEqual(['GET /2 200 c\nGET /3 200 c\n']);
    await ask('/4');
    log.message('ready');
    await turn();
    expect(written().slice(2)).toEqual(['GET /4 200 c\nready\n']);
    vi.advanceTimersByTime(10);
    await ask('/5');
    expect(written().slice(3)).toEqual(['GET /5 200 c\n']);
  });

  test('does not let much wait', async () => {
    const { log, sink } = openLog();
    const target = `/${'x'.repeat(2000)}`;
    for (let index = 0; index < 1000; index++) log.request('GET', target, 200, 'c');
    await log.flush();
    expect(log.dropped).toBe(0);
    expect(sink.batches.join('').length).toBeGreaterThan(2_000_000);
  });

  test('never has two writes on their way', async () => {
    const { log, sink } = openLog();
    log.message('one');
    await turn();
    sink.stalled = true;
    log.message('two');
    await turn();
    log.message('three');
    await turn();
    sink.release();
    await log.flush();
    expect(sink.batches.map((batch) => batch.slice(20))).toEqual(['one\n', 'two\n', 'three\n']);
  });

  test('drops and counts the lines that a slow reader does not take, and reports them', async () => {
    const { log, sink, text } = openLog();
    sink.stalled = true;
    for (let index = 0; index < 50_000; index++) log.request('GET', '/latest/meta-data/', 200, 'c');
    await turn();
    expect(log.dropped).toBeGreaterThan(20_000);
    const { dropped } = log;
    sink.release();
    await log.flush();
    expect(text().length).toBeLessThan(512 * 1024 + 200);
    expect(text().trimEnd().split('\n').at(-1)?.slice(20)).toBe(
      `${dropped} lines of this log were dropped: the reader was too slow.`,
    );
    expect(text().split('\n').length - 2 + dropped).toBe(50_000);
  });

  test('drops and counts a line that is longer than what it holds, and reports it', async () => {
    const { log, text } = openLog();
    log.message('x'.repeat(256 * 1024));
    log.message('kept');
    await log.flush();
    expect(text().replaceAll(/^.{20}/gm, '')).toBe(
      'kept\n1 line of this log was dropped: longer than the log can hold.\n',
    );
  });

  test('counts the lines of a write that failed, says why, and goes on', async () => {
    const { log, sink, text } = openLog();
    sink.stalled = true;
    log.message('lost');
    log.message('lost');
    await turn();
    sink.release(new Error('ENOSPC: no space left on device, write'));
    expect(log.dropped).toBe(2);
    log.message('kept');
    await log.flush();
    expect(text().replaceAll(/^.{20}/gm, '')).toBe(
      'kept\n2 lines of this log were dropped: they could not be written (ENOSPC: no space left on device, write).\n',
    );
  });

  test('reports each cause of dropped lines by itself', async () => {
    const { log, sink, text } = openLog('json');
    sink.stalled = true;
    for (let index = 0; index < 50_000; index++) log.request('GET', '/latest/meta-data/', 200, 'c');
    await turn();
    const tooSlow = log.dropped;
    sink.release(new Error('EIO'));
    const failed = log.dropped - tooSlow;
    log.message('kept');
    await log.flush();
    const messages = text()
      .split('\n')
      .filter((line) => line.includes('dropped'))
      .map((line) => JSON.parse(line).message);
    expect(messages).toEqual([
      `${tooSlow} lines of this log were dropped: the reader was too slow.`,
      `${failed} lines of this log were dropped: they could not be written (EIO).`,
    ]);
  });

  test('is waited for no longer than the bound', async () => {
    const { log, sink } = openLog();
    sink.stalled = true;
    log.message('stuck');
    await log.flush(1);
    expect(sink.batches).toEqual([]);
  });

  test('has nothing to wait for when nothing was logged', async () => {
    await openLog().log.flush(60_000);
  });
});
