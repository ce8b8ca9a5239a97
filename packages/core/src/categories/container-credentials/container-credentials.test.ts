import { describe, expect, test } from 'vitest';
import type { ImdsSpec, Value } from '../../index.ts';
import { createTestImds } from '../../testing.ts';
import { bundledCategories } from '../index.ts';

const ID = '5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a';
const TASK = `/v2/credentials/${ID}`;
const POD = '/v1/credentials';
const JWT = 'eyJh.eyJz.c2ln';
const ROLE = '/latest/meta-data/iam/security-credentials/';

function create(spec: Partial<ImdsSpec> = {}) {
  const test = createTestImds({ categories: bundledCategories, ...spec });
  const ask = (path: string, authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    const request = { method: 'GET', path, headers, client: '127.0.0.1' };
    const { status, headers: sent, body } = test.imds.serve('container-credentials', request);
    return { status, headers: sent, body: new TextDecoder().decode(body as Uint8Array) };
  };
  return { ...test, ask };
}

const FRESH = { freshCredentials: true, instance: { role: 'app', accountId: '210987654321' } };

const withToken = (token: string) => ({
  settings: { 'container-credentials': { 'container-credentials-token': token } },
});

const CONFIGURED = { AccessKeyId: 'AKIA1', Expiration: '2030-01-01T00:00:00Z' };

const configured = (credentials: Value) => {
  const values = {
    'iam-security-credentials-role': 'mine',
    'iam-security-credentials': credentials,
  };
  return create({ overrides: { metadata: { values } } });
};

describe('a task of ECS', () => {
  test('gets the credentials of the role, with its ARN', () => {
    const { ask, request, token } = create(FRESH);
    const headers = { 'x-aws-ec2-metadata-token': token() };
    const own = JSON.parse(request(`${ROLE}app`, { headers }).body);
    const { status, headers: sent, body } = ask(TASK);

    expect(JSON.stringify(JSON.parse(body))).toBe(
      JSON.stringify({
        RoleArn: 'arn:aws:iam::210987654321:role/app',
        AccessKeyId: own.AccessKeyId,
        SecretAccessKey: own.SecretAccessKey,
        Token: own.Token,
        Expiration: own.Expiration,
      }),
    );
    expect({ status, sent }).toEqual({
      status: 200,
      sent: ['Content-Type', 'application/json', 'Content-Length', String(body.length)],
    });
    expect(ask(`${TASK}?x=1`).body).toBe(body);
  });

  test('gets new ones when the instance does', () => {
    const { ask, clock } = create(FRESH);
    const first = JSON.parse(ask(TASK).body);
    clock.advance(50 * 60);
    expect(JSON.parse(ask(TASK).body)).toEqual(first);
    clock.advance(5 * 60);
    const second = JSON.parse(ask(TASK).body);
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId);
    expect(Date.parse(second.Expiration)).toBe(Date.parse(first.Expiration) + 55 * 60_000);
  });

  test('gets no expired ones: the fixed ones of AEMM expire like fresh ones', () => {
    const { ask, clock } = create();
    expect(JSON.parse(ask(TASK).body)).toMatchObject({
      RoleArn: 'arn:aws:iam::515336597381:role/baskinc-role',
      AccessKeyId: '12345678901',
      Expiration: '2024-01-01T06:19:00Z',
    });
    clock.advance(86_400);
    expect(Date.parse(JSON.parse(ask(TASK).body).Expiration)).toBeGreaterThan(clock.now());
  });

  test('gets what is configured for the instance', () => {
    expect(JSON.parse(configured(CONFIGURED).ask(TASK).body)).toMatchObject({
      RoleArn: 'arn:aws:iam::515336597381:role/mine',
      ...CONFIGURED,
    });
  });

  test('gets what is configured as text, as it is recorded', () => {
    const whole = { ...CONFIGURED, SecretAccessKey: 'S', Token: 'T' };
    const { ask } = configured(JSON.stringify(whole));
    expect(JSON.parse(ask(TASK).body)).toEqual({
      RoleArn: 'arn:aws:iam::515336597381:role/mine',
      ...whole,
    });
    expect(ask(POD, JWT).status).toBe(200);
  });

  test.for(['', 'none', 'null', '[]', '{"Code":"Failed"}', '{"AccessKeyId":1}'])(
    'gets none where the instance serves the text %j, which has none',
    (text) => {
      const { status, body } = configured(text).ask(TASK);
      expect({ status, code: JSON.parse(body).code }).toEqual({
        status: 400,
        code: 'InvalidIdInRequest',
      });
    },
  );

  test.for([
    ['without an id', '/v2/credentials/', 'NoIdInRequest', 'No Credential ID in the request'],
    ['with the id of another', '/v2/credentials/x', 'InvalidIdInRequest', 'Credentials not found'],
    ['with more after it', `${TASK}/`, 'InvalidIdInRequest', 'Credentials not found'],
  ] as const)('%s gets the error of the agent', ([, path, code, message]) => {
    const { status, headers, body } = create().ask(path);
    expect({ status, body }).toEqual({
      status: 400,
      body: `{"code":"${code}","message":"CredentialsV2Request: ${message}","HTTPErrorCode":400}`,
    });
    expect(headers).toContain('application/json');
  });

  test('of an instance without a role gets none', () => {
    const { ask } = create({ instance: { role: null } });
    expect(ask(TASK)).toMatchObject({ status: 400 });
    expect(ask(TASK).body).toContain('InvalidIdInRequest');
  });

  test('has the id that is configured', () => {
    const settings = { 'container-credentials': { 'container-credentials-id': 'mine' } };
    const { ask } = create({ settings });
    expect([ask('/v2/credentials/mine').status, ask(TASK).status]).toEqual([200, 400]);
  });
});

describe('a pod of EKS', () => {
  test('gets the credentials of the role, with its account', () => {
    const { ask } = create(FRESH);
    const task = JSON.parse(ask(TASK).body);
    const { status, body } = ask(POD, JWT);
    expect(status).toBe(200);
    expect(body).toBe(
      JSON.stringify({
        AccessKeyId: task.AccessKeyId,
        SecretAccessKey: task.SecretAccessKey,
        Token: task.Token,
        AccountId: '210987654321',
        Expiration: task.Expiration,
      }),
    );
  });

  test.for([
    ['no token', undefined, 400, 'Service account token cannot be empty'],
    [
      'text that is not a JSON web token',
      'secret',
      400,
      'Service account token cannot be parsed: token is malformed: token contains an invalid number of segments',
    ],
    [
      'another token',
      'eyJh.eyJ4.c2ln',
      400,
      '[00000000-0000-0000-0000-000000000000]: (InvalidTokenException): The specified Kubernetes service account token is invalid., fault: client',
    ],
  ] as const)('with %s gets the error of the agent', ([, sent, status, message]) => {
    const answer = create(withToken(JWT)).ask(POD, sent);
    expect(answer).toMatchObject({ status, body: `${message}\n` });
    expect(answer.headers).toContain('text/plain; charset=utf-8');
    expect(create(withToken(JWT)).ask(POD, JWT).status).toBe(200);
  });

  test('of an instance without a role gets the error of EKS Auth', () => {
    const { status, body } = create({ instance: { role: null } }).ask(POD, JWT);
    expect(status).toBe(404);
    expect(body).toContain('(ResourceNotFoundException)');
  });
});

test.for(['/', '/v2/credentials', '/v1/credentials/', '/latest/meta-data/'])(
  'there is nothing at %s',
  (path) => {
    expect(create().ask(path)).toMatchObject({ status: 404, body: '404 page not found\n' });
  },
);

test('the metadata service has no such paths', () => {
  const { request } = create();
  expect(request(TASK).status).toBe(404);
  expect(request(POD).status).toBe(404);
});

test('it listens only if that is configured', () => {
  const addressOf = (given: Record<string, unknown>) =>
    create({ settings: { 'container-credentials': given } }).imds.services.map(
      ({ address }) => address,
    );
  expect(addressOf({})).toEqual([undefined]);
  expect(addressOf({ 'container-credentials': 'true' })).toEqual([
    { host: '127.0.0.1', port: 1340 },
  ]);
  const elsewhere = {
    'container-credentials': true,
    'container-credentials-hostname': '::1',
    'container-credentials-port': '0',
  };
  expect(addressOf(elsewhere)).toEqual([{ host: '::1', port: 0 }]);
  expect(() => addressOf({ 'container-credentials-port': 65_536 })).toThrow(
    expect.objectContaining({ code: 'AEMM_SETTING_INVALID' }),
  );
});
