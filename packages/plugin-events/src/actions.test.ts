import type { ImdsSpec, Profile } from '@aemm/core';
import { createEc2Profile } from '@aemm/core';
import { createTestControl } from '@aemm/core/testing';
import { describe, expect, test } from 'vitest';
import { events } from './category.ts';

const MAINTENANCE = '/latest/meta-data/events/maintenance';

function start(spec: Partial<ImdsSpec> = {}) {
  const control = createTestControl({ ...spec, categories: [events] });
  const ask = (name: string) => {
    const { status, body } = control.request(`${MAINTENANCE}/${name}`);
    return status === 200 ? JSON.parse(body) : status;
  };
  const ids = (name: string): unknown => {
    const body = ask(name);
    return Array.isArray(body) ? body.map(({ EventId }) => EventId) : body;
  };
  return { ...control, ask, ids };
}

const ec2: { profile: Profile } = { profile: createEc2Profile() };

describe('an event', () => {
  test('is scheduled, changed and canceled', () => {
    const { actions, ask } = start(ec2);
    expect(ask('scheduled')).toEqual([]);
    actions.events.schedule({ code: 'instance-stop', eventId: 'one', inSeconds: 60 });
    const scheduled = {
      NotBefore: '1 Jan 2026 00:01:00 GMT',
      Code: 'instance-stop',
      Description: 'The instance is scheduled for instance-stop',
      EventId: 'one',
      NotAfter: '8 Jan 2026 00:01:00 GMT',
      State: 'active',
    };
    expect(ask('scheduled')).toEqual([scheduled]);
    actions.events.update({ notBefore: '2026-01-02T00:00:00Z' });
    const moved = { ...scheduled, NotBefore: '2 Jan 2026 00:00:00 GMT' };
    expect(ask('scheduled')).toEqual([moved]);
    actions.events.cancel();
    expect(ask('scheduled')).toEqual([]);
    const Description = `[Canceled] ${moved.Description}`;
    expect(ask('history')).toEqual([{ ...moved, State: 'canceled', Description }]);
  });

  test('is completed by its id, and the history lists the last one first', () => {
    const { actions, ids } = start(ec2);
    for (const eventId of ['one', 'two', 'three']) actions.events.schedule({ eventId });
    actions.events.complete({ eventId: 'one' });
    actions.events.complete({ eventId: 'three' });
    expect(ids('scheduled')).toEqual(['two']);
    expect(ids('history')).toEqual(['three', 'one']);
    actions.events.clear();
    expect(ids('scheduled')).toEqual([]);
    expect(ids('history')).toEqual([]);
  });

  test.each(['complete', 'cancel', 'update'])('%s needs to know which', (action) => {
    const { act, actions, ids } = start(ec2);
    expect(() => act('events', action)).toThrow('no event is scheduled');
    actions.events.schedule({ eventId: 'one' });
    actions.events.schedule({ eventId: 'two' });
    expect(() => act('events', action)).toThrow('several events are scheduled, name one: one, two');
    expect(() => act('events', action, { eventId: 'x' })).toThrow('no event "x", only one, two');
    expect(ids('scheduled')).toEqual(['one', 'two']);
  });

  test('is scheduled once, also when it is past', () => {
    const { actions } = start();
    const again = () => actions.events.schedule({ eventId: 'one' });
    again();
    expect(again).toThrow('an event "one" already');
    actions.events.cancel({ eventId: 'one' });
    expect(again).toThrow('an event "one" already');
    actions.events.clear();
    expect(again).not.toThrow();
  });

  test('gets an id that no other event has', () => {
    const { actions, ids } = start();
    actions.events.clear();
    const eventId = 'instance-event-00000000000000002';
    actions.events.schedule({ eventId });
    actions.events.schedule();
    actions.events.complete({ eventId });
    actions.events.schedule();
    const next = ['instance-event-00000000000000003', 'instance-event-00000000000000004'];
    expect(ids('scheduled')).toEqual(next);
  });
});

describe('times', () => {
  const late = '9999-12-31T23:59:59-01:00';

  test.each([
    { inSeconds: 3e11 },
    { inSeconds: 1e15 },
    { notBefore: '9999-12-31T00:00:00Z' },
    { notBefore: late },
    { notAfter: late },
    { notBeforeDeadline: late },
  ])('that cannot be written are refused: %j', (input) => {
    const { actions, ids } = start(ec2);
    expect(() => actions.events.schedule(input)).toThrow('9999');
    expect(ids('scheduled')).toEqual([]);
  });

  test.each(['notBefore', 'notAfter', 'notBeforeDeadline'])(
    'change to what can be written: %s',
    (name) => {
      const { actions, act, ask } = start(ec2);
      actions.events.schedule({ eventId: 'one' });
      const before = ask('scheduled');
      expect(() => act('events', 'update', { [name]: late })).toThrow('9999');
      expect(ask('scheduled')).toEqual(before);
    },
  );

  test('that are undefined are those by default', () => {
    const { actions, ask } = start(ec2);
    actions.events.schedule({ description: undefined, notBefore: undefined, inSeconds: 60 });
    const times = { NotBefore: '1 Jan 2026 00:01:00 GMT', NotAfter: '8 Jan 2026 00:01:00 GMT' };
    const Description = 'The instance is scheduled for system-reboot';
    expect(ask('scheduled')).toEqual([expect.objectContaining({ ...times, Description })]);
  });
});

describe('the end of an event', () => {
  const notBefore = '2026-02-01T00:00:00Z';

  test.each([
    [{ inSeconds: 5, notBefore }, 'takes one of inSeconds, notBefore'],
    [{ notBefore, notAfter: '2026-01-31T23:59:59Z' }, 'notAfter would be before notBefore'],
    [{ notAfter: '2025-12-31T23:59:59Z' }, 'notAfter would be before notBefore'],
  ])('does not contradict its start: %j', (input, message) => {
    const { actions, ids } = start(ec2);
    expect(() => actions.events.schedule(input)).toThrow(message);
    expect(ids('scheduled')).toEqual([]);
  });

  test('may be its start', () => {
    const { actions, ids } = start(ec2);
    actions.events.schedule({ eventId: 'one', notBefore, notAfter: notBefore });
    expect(ids('scheduled')).toEqual(['one']);
  });

  test('is not moved before its start', () => {
    const { actions, ask } = start(ec2);
    actions.events.schedule({ notBefore });
    const before = ask('scheduled');
    const notAfter = '2026-01-01T00:00:00Z';
    expect(() => actions.events.update({ notAfter })).toThrow('notAfter would be before notBefore');
    expect(ask('scheduled')).toEqual(before);
  });

  test('moves along with its start', () => {
    const { actions, ask } = start(ec2);
    actions.events.schedule({ inSeconds: 60 });
    actions.events.update({ notBefore });
    const times = { NotBefore: '1 Feb 2026 00:00:00 GMT', NotAfter: '8 Feb 2026 00:00:00 GMT' };
    expect(ask('scheduled')).toEqual([expect.objectContaining(times)]);
  });

  test('is a week after a start that is configured, and under aemm a week after the start of the mock', () => {
    const settings = { events: { 'not-before': notBefore } };
    const notAfter = (spec: Partial<ImdsSpec>) => start(spec).ask('scheduled')[0].NotAfter;
    expect(notAfter({ ...ec2, settings, notices: ['events'] })).toBe('8 Feb 2026 00:00:00 GMT');
    expect(notAfter({ settings })).toBe('8 Jan 2026 00:00:00 GMT');
  });

  test('may stay before its start where AEMM has it so', () => {
    const { actions, ask } = start({ settings: { events: { 'not-before': notBefore } } });
    actions.events.update({ state: 'completed' });
    const times = { NotBefore: '1 Feb 2026 00:00:00 GMT', NotAfter: '8 Jan 2026 00:00:00 GMT' };
    expect(ask('scheduled')).toEqual([expect.objectContaining({ ...times, State: 'completed' })]);
  });
});

describe('the configured event', () => {
  test('can be completed like any other, and is then gone under aemm', () => {
    const { actions, ids } = start();
    actions.events.complete();
    expect(ids('scheduled')).toBe(404);
    expect(ids('history')).toEqual(['instance-event-1234567890abcdef0']);
  });

  test('still comes in its time after another one was scheduled', () => {
    const { actions, clock, ids, reset } = start({ timing: { delaySec: 60 } });
    clock.advance(30);
    actions.events.schedule({ eventId: 'one' });
    expect(ids('scheduled')).toEqual(['one']);
    clock.advance(30);
    const configured = 'instance-event-1234567890abcdef0';
    expect(ids('scheduled')).toEqual([configured, 'one']);
    actions.events.cancel({ eventId: configured });
    expect(ids('scheduled')).toEqual(['one']);
    reset();
    expect(ids('scheduled')).toBe(404);
    clock.advance(60);
    expect(ids('scheduled')).toEqual([configured]);
  });

  test('keeps its id for itself while it is still to come', () => {
    const { actions, clock, ids } = start({ timing: { delaySec: 60 } });
    const eventId = 'instance-event-1234567890abcdef0';
    expect(() => actions.events.schedule({ eventId })).toThrow(`an event "${eventId}" already`);
    clock.advance(60);
    expect(ids('scheduled')).toEqual([eventId]);
  });

  test('leaves its id to others when it never comes', () => {
    const { actions, ids } = start({ notices: [] });
    const eventId = 'instance-event-1234567890abcdef0';
    actions.events.schedule({ eventId });
    expect(ids('scheduled')).toEqual([eventId]);
  });
});
