import { parseSetting } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { categories } from '../../test/categories.ts';
import { globalSettings, settingTable } from '../index.ts';

const table = settingTable(categories);

describe('the table of settings', () => {
  test('names every setting once, global ones first', () => {
    const rows = table.map(({ key, env, flag, setting }) =>
      [key, env, flag ?? '', setting.char ?? '', JSON.stringify(setting.default)].join(' | '),
    );
    expect(rows).toMatchInlineSnapshot(`
      [
        "profile | AEMM_PROFILE | profile |  | "aemm"",
        "server.hostname | AEMM_SERVER_HOSTNAME | hostname | n | "0.0.0.0"",
        "server.port | AEMM_SERVER_PORT | port | p | "1338"",
        "config-file | AEMM_CONFIG_FILE | config-file | c | """,
        "save-config-to-file | AEMM_SAVE_CONFIG_TO_FILE | save-config-to-file | s | false",
        "watch-config-file | AEMM_WATCH_CONFIG_FILE | watch-config-file | w | false",
        "mock-delay-sec | AEMM_MOCK_DELAY_SEC | mock-delay-sec | d | 0",
        "mock-trigger-time | AEMM_MOCK_TRIGGER_TIME | mock-trigger-time |  | """,
        "mock-ip-count | AEMM_MOCK_IP_COUNT | mock-ip-count | x | 2",
        "imdsv2 | AEMM_IMDSV2 | imdsv2 | I | false",
        "token-secret | AEMM_TOKEN_SECRET |  |  | """,
        "control | AEMM_CONTROL | control |  | false",
        "control-hostname | AEMM_CONTROL_HOSTNAME | control-hostname |  | "127.0.0.1"",
        "control-port | AEMM_CONTROL_PORT | control-port |  | "1339"",
        "control-token | AEMM_CONTROL_TOKEN | control-token |  | """,
        "control-token-file | AEMM_CONTROL_TOKEN_FILE | control-token-file |  | """,
        "request-log | AEMM_REQUEST_LOG | request-log |  | "text"",
        "check-host | AEMM_CHECK_HOST | check-host |  | "auto"",
        "fixed-notice-times | AEMM_FIXED_NOTICE_TIMES | fixed-notice-times |  | false",
        "freshCredentials | AEMM_FRESHCREDENTIALS | fresh-credentials |  | false",
        "credentialsFrom | AEMM_CREDENTIALSFROM | credentials-from |  | """,
        "iamError | AEMM_IAMERROR | iam-error |  | """,
        "instanceFrom | AEMM_INSTANCEFROM | instance-from |  | """,
        "identityKeys.rsa2048 | AEMM_IDENTITYKEYS_RSA2048 | identity-key-rsa2048 |  | """,
        "identityKeys.dsa | AEMM_IDENTITYKEYS_DSA | identity-key-dsa |  | """,
        "identityKeys.rsa1024 | AEMM_IDENTITYKEYS_RSA1024 | identity-key-rsa1024 |  | """,
        "metadataOptions.httpTokens | AEMM_METADATAOPTIONS_HTTPTOKENS | http-tokens |  | """,
        "metadataOptions.httpEndpoint | AEMM_METADATAOPTIONS_HTTPENDPOINT | http-endpoint |  | "enabled"",
        "metadataOptions.httpPutResponseHopLimit | AEMM_METADATAOPTIONS_HTTPPUTRESPONSEHOPLIMIT | http-put-response-hop-limit |  | 0",
        "metadataOptions.instanceMetadataTags | AEMM_METADATAOPTIONS_INSTANCEMETADATATAGS | instance-metadata-tags |  | "enabled"",
        "hops | AEMM_HOPS |  |  | {}",
        "faults | AEMM_FAULTS |  |  | []",
        "fleet | AEMM_FLEET |  |  | null",
        "scenario | AEMM_SCENARIO | scenario |  | """,
        "speed | AEMM_SPEED | speed |  | 1",
        "keepAlive | AEMM_KEEPALIVE | keep-alive |  | false",
        "container-credentials | AEMM_CONTAINER_CREDENTIALS | container-credentials |  | false",
        "container-credentials-hostname | AEMM_CONTAINER_CREDENTIALS_HOSTNAME | container-credentials-hostname |  | "127.0.0.1"",
        "container-credentials-port | AEMM_CONTAINER_CREDENTIALS_PORT | container-credentials-port |  | 1340",
        "container-credentials-token | AEMM_CONTAINER_CREDENTIALS_TOKEN | container-credentials-token |  | """,
        "container-credentials-id | AEMM_CONTAINER_CREDENTIALS_ID |  |  | "5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a"",
        "rebalance-delay-sec | AEMM_REBALANCE_DELAY_SEC | rebalance-delay-sec |  | 0",
        "rebalance-trigger-time | AEMM_REBALANCE_TRIGGER_TIME | rebalance-trigger-time |  | """,
        "asg-termination-delay-sec | AEMM_ASG_TERMINATION_DELAY_SEC | asg-termination-delay-sec |  | 0",
        "asg-termination-trigger-time | AEMM_ASG_TERMINATION_TRIGGER_TIME | asg-termination-trigger-time |  | """,
        "spot.action | AEMM_SPOT_ACTION | action | a | "terminate"",
        "spot.time | AEMM_SPOT_TIME | time | t | """,
        "spot.rebalance-rec-time | AEMM_SPOT_REBALANCE_REC_TIME | rebalance-rec-time | r | """,
        "events.code | AEMM_EVENTS_CODE | code | o | "system-reboot"",
        "events.state | AEMM_EVENTS_STATE | state | t | "active"",
        "events.not-before | AEMM_EVENTS_NOT_BEFORE | not-before | b | """,
        "events.not-after | AEMM_EVENTS_NOT_AFTER | not-after | a | """,
        "events.not-before-deadline | AEMM_EVENTS_NOT_BEFORE_DEADLINE | not-before-deadline | l | """,
      ]
    `);
  });

  test('knows which take effect only at a start', () => {
    expect(table.flatMap(({ key, atStart }) => (atStart ? [key] : []))).toEqual([
      'server.hostname',
      'server.port',
      'save-config-to-file',
      'watch-config-file',
      'token-secret',
      'control',
      'control-hostname',
      'control-port',
      'control-token',
      'control-token-file',
      'request-log',
      'check-host',
      'credentialsFrom',
      'identityKeys.rsa2048',
      'identityKeys.dsa',
      'identityKeys.rsa1024',
      'fleet',
      'speed',
      'container-credentials',
      'container-credentials-hostname',
      'container-credentials-port',
    ]);
  });

  test.each(table)('$key accepts its own default', ({ setting }) => {
    expect(parseSetting(setting, setting.default)).toEqual({ ok: true, value: setting.default });
  });

  test.each(['env', 'key'] as const)('has no %s twice', (name) => {
    const names = table.map((entry) => entry[name]);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['0', '0'],
    ['65535', '65535'],
    [8080, '8080'],
    [' 80 ', '80'],
  ])('accepts %j as a port', (raw, value) => {
    expect(parsePort(raw)).toEqual({ ok: true, value });
  });

  test.each(['', 'sixteen letters.', 'ä'.repeat(16), 1234567890123456])(
    'accepts %j as a secret',
    (secret) => {
      expect(parseSetting(globalSettings['token-secret'], secret).ok).toBe(true);
    },
  );

  test.each(['x', 'fifteen letters', null])('refuses %j as a secret', (secret) => {
    expect(parseSetting(globalSettings['token-secret'], secret).ok).toBe(false);
  });

  test.each([
    ['', ''],
    ['not for others', 'not for others'],
    [' t0ken~\r\n', 't0ken~'],
    [1234, '1234'],
  ])('accepts %j as the token of the control plane', (raw, value) => {
    expect(parseSetting(globalSettings['control-token'], raw)).toEqual({ ok: true, value });
  });

  test.each(['\n', 'tök', 'two\nlines', 'a\u0000b', null])(
    'refuses %j as the token of the control plane',
    (raw) => {
      expect(parseSetting(globalSettings['control-token'], raw).ok).toBe(false);
    },
  );

  test.each(['65536', -1, '', 'http', '1e3', '0x50', 80.5, true, null])(
    'refuses %j as a port',
    (raw) => {
      expect(parsePort(raw)).toMatchObject({ ok: false });
    },
  );
});

function parsePort(raw: unknown): unknown {
  const port = table.find(({ key }) => key === 'server.port');
  return port && parseSetting(port.setting, raw);
}
