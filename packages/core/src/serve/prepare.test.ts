import { expect, test } from 'vitest';
import type { Change, Imds, ImdsSpec, Profile } from '../index.ts';
import { aemmProfile, atOnce, bundledCategories } from '../index.ts';
import { createTestImds } from '../testing.ts';

const LEAVES = 2000;
const PROBE = '/latest/meta-data/many/0';

test('Preparing a reload pauses at least once for each leaf, and renders no answer.', () => {
  const { spec, imds, rendered } = setUp();
  const before = rendered();

  expect([...imds.prepare(spec)].length).toBeGreaterThan(LEAVES);
  expect(rendered()).toBe(before);
});

test('Preparing a reload pauses after each change that was made since the start.', () => {
  const { spec, imds, compiled, read } = setUp();
  for (let index = 0; index < 20; index++) imds.apply(rename(`web-${index}`));
  const steps = imds.prepare(spec);
  let most = 0;
  for (let before = compiled(); !steps.next().done; before = compiled()) {
    most = Math.max(most, compiled() - before);
  }
  expect(most).toBe(1);
  imds.reload(spec);
  expect(read(NAME).body).toBe('web-19');
});

test('What does not vary is rendered once, when it is first asked for.', () => {
  const { spec, imds, rendered, read } = setUp();
  imds.reload(spec);
  const before = rendered();

  for (const path of [PROBE, PROBE, '/latest/meta-data/many', '/latest/meta-data/many']) read(path);

  expect(rendered()).toBe(before + 2);
});

test('A prepared reload only swaps, and answers stay as they were until then.', () => {
  const { spec, imds, rendered, read } = setUp();
  atOnce(imds.prepare(spec));
  expect(read(PROBE).status).toBe(404);

  const before = rendered();
  imds.reload(spec);
  expect(rendered()).toBe(before);
  expect(read(PROBE)).toMatchObject({ status: 200, body: 'value 0' });
});

test.each<[string, (imds: Imds) => unknown, string]>([
  ['A change', (imds) => imds.apply({ kind: 'path', path: PROBE, value: 'changed' }), 'changed'],
  ['A reset', (imds) => imds.reset(), 'value 0'],
])('%s while a reload is prepared is kept.', (_, interfere, body) => {
  const { spec, imds, read } = setUp();
  imds.apply({ kind: 'path', path: PROBE, value: 'before' });
  const steps = imds.prepare(spec);
  for (let step = 0; step < LEAVES; step++) steps.next();
  interfere(imds);
  atOnce(steps);

  imds.reload(spec);
  expect(read(PROBE).body).toBe(body);
});

test('Of two reloads that are prepared at the same time the later one counts.', () => {
  const { spec, imds, read } = setUp();
  const newer = withLeaves('newer');
  const steps = imds.prepare(spec);
  steps.next();
  atOnce(imds.prepare(newer));
  imds.reload(newer);
  atOnce(steps);

  expect(read(PROBE).body).toBe('newer 0');
});

test('A configuration that cannot be served fails while it is prepared.', () => {
  const { imds } = setUp();
  const broken = { overrides: { userdata: { values: { userdata: 'not base64' } } } };
  const spec = { categories: bundledCategories, ...broken };

  expect(() => atOnce(imds.prepare(spec))).toThrow('userdata.values.userdata');
});

const NAME = '/latest/meta-data/tags/instance/Name';
const rename = (value: string): Change => ({
  kind: 'action',
  category: 'tags',
  action: 'set',
  input: { name: 'Name', value },
  at: 0,
});

test('A prepared change only swaps, and answers stay as they were until then.', () => {
  const { imds, compiled, read } = setUp();
  const change = rename('web-2');
  expect([...imds.prepareChange(change)].length).toBeGreaterThan(100);
  expect(read(NAME).body).toBe('test-instance');

  const before = compiled();
  imds.apply(change);
  expect(compiled()).toBe(before);
  expect(read(NAME).body).toBe('web-2');
});

test.each<[string, (mock: ReturnType<typeof setUp>) => unknown]>([
  ['Another change', ({ imds }) => imds.apply({ kind: 'path', path: PROBE, value: 'changed' })],
  ['A reload', ({ imds, spec }) => imds.reload(spec)],
  ['A reset', ({ imds }) => imds.reset()],
])('%s while a change is prepared is kept, and the change comes after it.', (_, interfere) => {
  const [one, other] = [setUp(), setUp()];
  const change = rename('web-2');
  for (const { imds } of [one, other]) imds.apply({ kind: 'instance', patch: { id: 'i-1' } });
  const steps = one.imds.prepareChange(change);
  for (let step = 0; step < 10; step++) steps.next();
  interfere(one);
  atOnce(steps);
  one.imds.apply(change);
  interfere(other);
  other.imds.apply(change);

  const answers = ({ read }: typeof one) =>
    [NAME, PROBE, '/latest/meta-data/instance-id'].map((path) => read(path).body);
  expect(answers(one)).toEqual(answers(other));
  expect(one.imds.changes).toEqual(other.imds.changes);
});

test('A change that is refused fails while it is prepared.', () => {
  const { imds } = setUp();
  const change: Change = { kind: 'instance', patch: { mac: 'x' } };

  expect(() => atOnce(imds.prepareChange(change))).toThrow('instance.mac');
});

/** A mock without leaves of its own, a spec with many, and how often it was compiled, and answers rendered. */
function setUp() {
  let count = 0;
  let compilations = 0;
  const profile: Profile = {
    ...aemmProfile,
    base(options) {
      compilations++;
      return aemmProfile.base(options);
    },
    render(outcome) {
      count++;
      return aemmProfile.render(outcome);
    },
  };
  const { imds, request } = createTestImds({ categories: bundledCategories, profile });
  return {
    imds,
    read: request,
    spec: withLeaves('value', profile),
    rendered: () => count,
    compiled: () => compilations,
  };
}

function withLeaves(text: string, profile: Profile = aemmProfile): ImdsSpec {
  const all = Array.from({ length: LEAVES }, (_, index) => index);
  const paths = Object.fromEntries(
    all.map((index) => [`many-${index}`, `/latest/meta-data/many/${index}`]),
  );
  const values = Object.fromEntries(all.map((index) => [`many-${index}`, `${text} ${index}`]));
  return { categories: bundledCategories, profile, overrides: { metadata: { paths, values } } };
}
