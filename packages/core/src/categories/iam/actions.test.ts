import { describe, expect, test } from 'vitest';
import type { BundledActions, ImdsSpec } from '../../index.ts';
import { aemmProfile, bundledCategories, createEc2Profile } from '../../index.ts';
import { createTestControl } from '../../testing.ts';

const META = '/latest/meta-data';
const ROLE = `${META}/iam/security-credentials/app`;
const TASK = '/v2/credentials/5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a';

function start(spec: Partial<ImdsSpec> = {}) {
  const control = createTestControl({
    categories: bundledCategories,
    instance: { role: 'app' },
    ...spec,
  });
  const { iam } = control.actions as unknown as BundledActions;
  const ask = (path: string, headers = {}) => {
    const { status, body } = control.request(path, { headers });
    return status === 200 ? body : status;
  };
  const credentials = (headers = {}) => JSON.parse(String(ask(ROLE, headers)));
  const ofTask = () => {
    const request = { method: 'GET', path: TASK, headers: {}, client: '127.0.0.1' };
    const { status, body } = control.imds.serve('container-credentials', request);
    return status === 200 ? JSON.parse(new TextDecoder().decode(body as Uint8Array)) : status;
  };
  return { ...control, iam, ask, credentials, ofTask };
}

const profiles = [
  ['ec2', createEc2Profile()],
  ['aemm', aemmProfile],
] as const;

describe.each(profiles)('under profile %s', (_, profile) => {
  test('a rotation makes new credentials of both versions, as of now', () => {
    const { iam, credentials, token, clock } = start({ profile });
    const v2 = { 'x-aws-ec2-metadata-token': token() };
    const before = [credentials(), credentials(v2)];
    clock.advance('10m');
    iam.rotate();
    const after = [credentials(), credentials(v2)];
    iam.rotate();
    const again = [credentials(), credentials(v2)];

    const keys = [...before.slice(0, profile.id === 'aemm' ? 1 : 2), ...after, ...again];
    expect(new Set(keys.map(({ AccessKeyId }) => AccessKeyId)).size).toBe(keys.length);
    expect(new Set(keys.map(({ SecretAccessKey }) => SecretAccessKey)).size).toBe(keys.length);
    for (const each of [...after, ...again]) {
      expect(each).toMatchObject({
        LastUpdated: '2026-01-01T00:10:00Z',
        Expiration: '2026-01-01T06:30:00Z',
      });
    }
  });

  test('credentials that were rotated stay, and are renewed an hour later', () => {
    const { iam, credentials, clock } = start({ profile });
    clock.advance('10m');
    iam.rotate();
    const first = credentials();
    clock.advance('54m');
    expect(credentials()).toEqual(first);
    clock.advance('1m');
    expect(credentials()).toMatchObject({ LastUpdated: '2026-01-01T01:05:00Z' });
    expect(credentials().AccessKeyId).not.toBe(first.AccessKeyId);
  });

  test('a container gets what the instance has', () => {
    const { iam, credentials, ofTask, token } = start({ profile });
    iam.rotate();
    const { AccessKeyId, Expiration } = credentials({ 'x-aws-ec2-metadata-token': token() });
    expect(ofTask()).toMatchObject({ AccessKeyId, Expiration });
    iam.fail();
    expect(ofTask()).toBe(400);
    iam.restore();
    expect(ofTask()).toMatchObject({ AccessKeyId, Expiration });
  });

  test('a role that EC2 cannot assume has an error document', () => {
    const { iam, ask, credentials } = start({ profile });
    iam.fail();
    expect(credentials()).toMatchObject({
      Code: 'AssumeRoleUnauthorizedAccess',
      LastUpdated: '2025-12-31T23:59:00Z',
    });
    expect(credentials()).not.toHaveProperty('AccessKeyId');
    expect(JSON.parse(String(ask(`${META}/iam/info`)))).toMatchObject({ Code: 'Success' });
    iam.restore();
    expect(credentials()).toMatchObject({ Code: 'Success' });
  });

  test('a deleted instance profile has an error document and no role', () => {
    const { iam, ask } = start({ profile });
    iam.fail({ code: 'InstanceProfileNotFound' });
    expect(JSON.parse(String(ask(`${META}/iam/info`))).Code).toBe('InstanceProfileNotFound');
    expect(ask(ROLE)).toBe(404);
    expect(ask(`${META}/iam/security-credentials/`)).toBe(404);
  });

  test('an instance without an instance profile has no iam/, until that is restored', () => {
    const { iam, ask } = start({ profile });
    iam.fail({ code: 'NoInstanceProfile' });
    expect([ask(`${META}/iam/`), ask(`${META}/iam/info`), ask(ROLE)]).toEqual([404, 404, 404]);
    expect(String(ask(META)).split('\n')).not.toContain('iam/');
    iam.restore();
    expect(String(ask(META)).split('\n')).toContain('iam/');
    expect(ask(`${META}/iam/security-credentials/`)).toBe('app');
  });

  test('a reset ends both', () => {
    const { iam, ask, credentials, reset } = start({ profile });
    const first = [credentials(), ask(`${META}/iam/info`)];
    iam.rotate();
    iam.fail();
    reset();
    expect([credentials(), ask(`${META}/iam/info`)]).toEqual(first);
  });
});

test('a configured error is ended too, and one takes the place of another', () => {
  const { iam, ask, credentials } = start({ iamError: 'AssumeRoleUnauthorizedAccess' });
  iam.fail({ code: 'NoInstanceProfile' });
  expect(ask(ROLE)).toBe(404);
  iam.fail({ code: 'AssumeRoleUnauthorizedAccess' });
  expect(credentials().Code).toBe('AssumeRoleUnauthorizedAccess');
  iam.restore();
  expect(credentials().Code).toBe('Success');
});

test('credentials of the instance itself are not those of its role', () => {
  const { iam, ask } = start({ profile: createEc2Profile() });
  const path = `${META}/identity-credentials/ec2/security-credentials/ec2-instance`;
  const before = ask(path);
  iam.rotate();
  iam.fail();
  expect(ask(path)).toBe(before);
});

test.each(['rotate', 'fail'] as const)('without a role there is nothing to %s', (action) => {
  const { iam, imds } = start({ instance: { role: null } });
  expect(() => iam[action]()).toThrow(`iam.${action} is refused: the instance has no role.`);
  expect(imds.changes).toEqual([]);
});

test('the type of the bundled actions names all that categories have', () => {
  const named = { iam: ['rotate', 'fail', 'restore'], tags: ['set', 'remove'] } satisfies {
    readonly [Id in keyof BundledActions]: readonly (keyof BundledActions[Id])[];
  };
  const declared = bundledCategories.flatMap(({ id, actions }) => {
    const names = Object.keys(actions);
    return names.length === 0 ? [] : [[id, names]];
  });
  expect(Object.fromEntries(declared)).toEqual(named);
});
