import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change, ImdsSpec, Value } from '../index.ts';
import { aemmProfile, bundledCategories, createEc2Profile } from '../index.ts';
import { createTestImds } from '../testing.ts';

const META = '/latest/meta-data';
const spec: ImdsSpec = { categories: bundledCategories, instance: { type: 'm5.large' } };

describe('a change', () => {
  test('of the instance moves what follows from it, and null makes a field follow again', () => {
    const { imds, request } = createTestImds(spec);
    imds.apply({ kind: 'instance', patch: { privateIp: '10.0.0.9', tags: { Name: 'web-2' } } });
    expect(request(`${META}/hostname`).body).toBe('ip-10-0-0-9.ec2.internal');
    expect(request(`${META}/tags/instance/Name`).body).toBe('web-2');
    expect(request(`${META}/instance-type`).body).toBe('m5.large');
    imds.apply({ kind: 'instance', patch: { privateIp: null } });
    expect(request(`${META}/local-ipv4`).body).toBe('172.16.34.43');
  });

  test('of the options takes effect with the next request', () => {
    const { imds, request } = createTestImds(spec);
    imds.apply({ kind: 'metadata-options', patch: { httpTokens: 'required' } });
    expect(request(`${META}/mac`).status).toBe(401);
    imds.apply({ kind: 'metadata-options', patch: { httpEndpoint: 'disabled' } });
    expect(request(`${META}/mac`).status).toBe(403);
  });

  test('of a path sets, adds and removes it, listings included', () => {
    const { imds, request } = createTestImds(spec);
    imds.apply({ kind: 'path', path: `${META}/mac`, value: 'mine' });
    imds.apply({ kind: 'path', path: `${META}/rack/room`, value: { n: 1 } });
    imds.apply({ kind: 'path', path: `${META}/kernel-id`, value: null });
    expect(request(`${META}/mac`).body).toBe('mine');
    expect(JSON.parse(request(`${META}/rack/room`).body)).toEqual({ n: 1 });
    expect(request(`${META}/kernel-id`).status).toBe(404);
    const names = request(META).body.split('\n');
    expect(names).toContain('rack/');
    expect(names).not.toContain('kernel-id');
  });

  test.each<[string, (value: Value) => Change]>([
    ['AEMM_INSTANCE_INVALID', (value) => ({ kind: 'instance', patch: { tags: value } })],
    [
      'AEMM_SETTING_INVALID',
      (value) => ({ kind: 'metadata-options', patch: { httpTokens: value as 'optional' } }),
    ],
    ['AEMM_VALUE_INVALID', (value) => ({ kind: 'path', path: `${META}/deep`, value })],
  ])('that is nested too deeply is refused: %s', (code, changeTo) => {
    const { imds } = createTestImds(spec);
    const nested = (levels: number): Value => {
      let value: Value = {};
      for (let level = 1; level < levels; level++) value = { value };
      return value;
    };
    for (const levels of [65, 100_000]) {
      const refusal = expect.objectContaining({
        code,
        message: expect.stringContaining('64 levels'),
      });
      expect(() => imds.apply(changeTo(nested(levels)))).toThrow(refusal);
    }
    expect(imds.changes).toEqual([]);
    imds.apply({ kind: 'path', path: `${META}/deep`, value: nested(64) });
  });

  test('of a path replaces the one before, and no other', () => {
    const { imds } = createTestImds(spec);
    const patch: Change = { kind: 'metadata-options', patch: { httpTokens: 'optional' } };
    const other: Change = { kind: 'path', path: `${META}/kernel-id`, value: 'aki-1' };
    imds.apply({ kind: 'path', path: `${META}/mac`, value: 'one' });
    imds.apply(patch);
    imds.apply(other);
    const last: Change = { kind: 'path', path: `${META}/mac`, value: 'two' };
    imds.apply(last);
    imds.apply(patch);
    expect(imds.changes).toEqual([patch, other, last, patch]);
  });

  test.each(['/latest/rack/', 'latest/rack', '//latest//rack', '/latest/x/.././rack'])(
    'of a path replaces the one before, however that was written: %s',
    (written) => {
      const { imds, request } = createTestImds(spec);
      const set = (path: string, value: Value) => imds.apply({ kind: 'path', path, value });
      set('/latest/rack', 'one');
      set(written, 'two');
      expect(request('/latest/rack').body).toBe('two');
      set('/latest/rack', 'three');
      expect(request('/latest/rack').body).toBe('three');
      set(written, null);
      expect(request('/latest/rack').status).toBe(404);
      set('/latest/rack', 'four');
      expect(request('/latest/rack').body).toBe('four');
      expect(imds.changes).toEqual([{ kind: 'path', path: '/latest/rack', value: 'four' }]);
    },
  );

  test.each([aemmProfile, createEc2Profile()])(
    'that removes a directory of profile $id removes everything below it',
    (profile) => {
      const { imds, request } = createTestImds({ ...spec, profile });
      const paths = imds.snapshot.routes.map(({ path }) => path);
      const directories = new Set(paths.flatMap((path) => directoriesAbove(path)));
      expect(directories).toContain(`${META}/placement`);
      for (const directory of directories) {
        imds.apply({ kind: 'path', path: directory, value: null });
        expect(request(directory).status).toBe(404);
        const left = paths.filter((path) => !`${path}/`.startsWith(`${directory}/`));
        expect(imds.snapshot.routes.map(({ path }) => path)).toEqual(left);
        imds.reset();
      }
    },
  );

  test('of a path below one that was removed puts it there again, until that is removed again', () => {
    const { imds, request } = createTestImds(spec);
    const set = (path: string, value: Value) => imds.apply({ kind: 'path', path, value });
    const region = `${META}/placement/region`;
    for (const value of ['one', 'two']) {
      set(`${META}/placement`, null);
      expect(request(region).status).toBe(404);
      set(region, value);
      expect(request(region).body).toBe(value);
      expect(request(`${META}/placement`).body).toBe('region');
      imds.reload(spec);
      expect(request(region).body).toBe(value);
    }
    expect(imds.snapshot.routes.find(({ path }) => path === region)?.category).toBe('placement');
  });

  test.each<Change>([
    { kind: 'instance', patch: { mac: 'x' } },
    { kind: 'instance', patch: { unknown: 1 } },
    { kind: 'path', path: '/latest/api/token', value: 'x' },
    { kind: 'metadata-options', patch: { httpTokens: 'yes' as never } },
  ])('that is refused changes nothing: %j', (change) => {
    const { imds, request } = createTestImds(spec);
    const { snapshot } = imds;
    expect(() => imds.apply(change)).toThrow(expect.objectContaining({ name: 'AemmError' }));
    expect(imds.snapshot).toBe(snapshot);
    expect(imds.changes).toEqual([]);
    expect(request(`${META}/instance-type`).body).toBe('m5.large');
  });

  test('is refused once all of them take 8 MiB, until a path is changed again or all are forgotten', () => {
    const { imds, request } = createTestImds(spec);
    const set = (name: string, bytes: number) =>
      imds.apply({ kind: 'path', path: `/latest/${name}`, value: name.repeat(bytes) });
    for (const name of ['a', 'b', 'c', 'd']) set(name, 2 ** 21 - 100);
    const refused = expect.objectContaining({ code: 'AEMM_CHANGES_MANY' });

    expect(() => set('e', 1000)).toThrow(refused);
    expect(request('/latest/e').status).toBe(404);
    set('a', 1);
    set('e', 1000);
    expect(() => set('a', 2 ** 21)).toThrow(refused);
    expect(request('/latest/a').body).toBe('a');
    imds.reset();
    set('a', 2 ** 21);
  });

  test('survives a reload of the configuration', () => {
    const { imds, request } = createTestImds(spec);
    imds.apply({ kind: 'instance', patch: { id: 'i-2' } });
    imds.reload({ ...spec, instance: { type: 't3.micro' } });
    expect(request(`${META}/instance-id`).body).toBe('i-2');
    expect(request(`${META}/instance-type`).body).toBe('t3.micro');
  });
});

/** `/a` and `/a/b` for `/a/b/c`. */
function directoriesAbove(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
}

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('instance' as const),
    patch: fc.record(
      {
        id: fc.constantFrom('i-1', 'i-2', null),
        privateIp: fc.constantFrom('10.0.0.1', null),
        tags: fc.constantFrom({ a: '1' }, { b: '2' }, null),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    kind: fc.constant('path' as const),
    path: fc.constantFrom(`${META}/mac`, '/own', `${META}/tags/instance/a`),
    value: fc.constantFrom('x', null),
  }),
  fc.record({
    kind: fc.constant('metadata-options' as const),
    patch: fc.constantFrom({ instanceMetadataTags: 'disabled' as const }, {}),
  }),
);

function bodies({ imds, request }: ReturnType<typeof createTestImds>): unknown {
  return imds.snapshot.routes.map(({ path }) => [path, request(path)]);
}

test('any changes and then a reset answer like a fresh start', () => {
  const fresh = bodies(createTestImds(spec));
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 6 }), (list) => {
      const mock = createTestImds(spec);
      for (const change of list) mock.imds.apply(change);
      mock.imds.reset();
      expect(bodies(mock)).toEqual(fresh);
    }),
    { numRuns: 30 },
  );
});
