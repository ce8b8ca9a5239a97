import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categories } from '../../test/categories.ts';
import { createWorkplace, failureOf } from '../../test/workplace.ts';
import { settingTable } from '../index.ts';

const table = settingTable(categories);

describe('the environment', () => {
  test.each(table.filter(({ key }) => !['config-file', 'instanceFrom'].includes(key)))(
    'sets $key by $env, and nothing else',
    async ({ key, env, setting, file }) => {
      const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
      const text = file ? '/a.pem' : sampleOf(setting.type, setting.choices, setting.allowed);
      const changed = (await load({ env: { [env]: text } })).values.filter(
        ({ origin }) => origin.source === 'environment',
      );
      expect(changed.map((value) => [value.key, value.origin.where])).toEqual([[key, env]]);
      expect(String(changed[0]?.value)).toBe(text);
    },
  );

  test('may leave out the section that AEMM has for host name and port', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const env = { AEMM_PORT: '1', AEMM_HOSTNAME: 'localhost' };
    expect((await load({ env })).globals).toMatchObject({ port: '1', hostname: 'localhost' });
    const both = { ...env, AEMM_SERVER_PORT: '2', AEMM_SERVER_HOSTNAME: 'localhost' };
    const { globals, warnings } = await load({ env: both });
    expect(globals).toMatchObject({ port: '2', hostname: 'localhost' });
    expect(warnings).toEqual([
      'Warning: AEMM_PORT and AEMM_SERVER_PORT are the same setting. AEMM_SERVER_PORT counts.',
    ]);
  });

  test('sets a value even if it is empty', async () => {
    const { loadFile } = await createWorkplace();
    const env = {
      AEMM_SERVER_HOSTNAME: '',
      AEMM_MOCK_IP_COUNT: '',
      AEMM_IMDSV2: '',
      AEMM_SPOT_TIME: '',
      AEMM_METADATA_VALUES_MAC: '',
    };
    const config = await loadFile('a.json', '{"imdsv2": true, "hostname": "::1"}', { env });
    expect(config.globals).toMatchObject({ hostname: '', 'mock-ip-count': 0, imdsv2: false });
    const spec = config.spec();
    expect(spec.settings?.spot).toEqual({ time: '' });
    expect(spec.overrides?.metadata?.values).toEqual({ mac: '' });
  });

  test('draws a warning where an empty variable differs from the default', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const env = {
      AEMM_MOCK_IP_COUNT: '',
      AEMM_MOCK_DELAY_SEC: '',
      AEMM_IMDSV2: '',
      AEMM_SERVER_HOSTNAME: '',
    };
    expect((await load({ env })).warnings).toEqual([
      'Warning: AEMM_MOCK_IP_COUNT is empty, which counts as 0.',
    ]);
  });

  test('may hold what Kubernetes puts there, which is ignored', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const config = await load({
      env: {
        AEMM_PORT: 'tcp://10.0.0.1:1338',
        AEMM_PORT_1338_TCP: 'tcp://10.0.0.1:1338',
        AEMM_PORT_1338_TCP_PROTO: 'tcp',
        AEMM_SERVER_PORT: 'tcp://10.0.0.1:80',
        AEMM_SERVER_PORT_80_TCP_ADDR: '10.0.0.1',
        AEMM_SERVER_SERVICE_HOST: '10.0.0.1',
        AEMM_SERVER_SERVICE_PORT_HTTP: '80',
        AEMM_SERVER1_PORT: 'tcp://10.0.0.1:80',
      },
    });
    expect(config.globals.port).toBe('1338');
    expect(config.warnings).toEqual([]);
  });

  test('may hold anything else; only near misses draw a warning', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const env = {
      AEMM_VERSION: '1',
      AEMM_CONTROL_URL: 'http://127.0.0.1:1339',
      AEMM_SPOT_ACTOIN: 'stop',
      AEMM_MOCK_DELAY: '5',
      PATH: '/',
    };
    expect((await load({ env })).warnings).toMatchInlineSnapshot(`
      [
        "Warning: Unknown variable AEMM_SPOT_ACTOIN. Did you mean AEMM_SPOT_ACTION?",
        "Warning: Unknown variable AEMM_MOCK_DELAY. Did you mean AEMM_MOCK_DELAY_SEC?",
      ]
    `);
  });

  test('gets a hint for the field of the instance that was most likely meant', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const env = {
      AEMM_INSTANCE_REGIN: 'eu-west-1',
      AEMM_INSTANCE_ACCOUNT_ID: '123456789012',
      AEMM_INSTNACE_ROLE: 'web',
    };
    expect((await load({ env })).warnings).toMatchInlineSnapshot(`
      [
        "Warning: Unknown variable AEMM_INSTANCE_REGIN. Did you mean AEMM_INSTANCE_REGION?",
        "Warning: Unknown variable AEMM_INSTANCE_ACCOUNT_ID. Did you mean AEMM_INSTANCE_ACCOUNTID?",
        "Warning: Unknown variable AEMM_INSTNACE_ROLE. Did you mean AEMM_INSTANCE_ROLE?",
      ]
    `);
  });

  test('may hold variables of other programs that begin like those of the instance', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const env = {
      AEMM_INSTANCE_COUNT: '3',
      AEMM_INSTANCE_PORT: 'tcp://10.0.0.1:80',
      AEMM_INSTANCE_PORT_80_TCP: 'tcp://10.0.0.1:80',
      AEMM_INSTANCE_PORT_80_TCP_PROTO: 'tcp',
      AEMM_INSTANCE_SERVICE_HOST: '10.0.0.1',
      AEMM_INSTANCE_SERVICE_PORT: '80',
      AEMM_INSTANCE_TYPE_SERVICE_HOST: '10.0.0.1',
    };
    const config = await load({ env });
    expect(config.warnings).toEqual([]);
    expect(config.spec().instance).toBeUndefined();
  });

  test('overrides paths and values of leaves, in the case that they have', async () => {
    const { loadFile } = await createWorkplace();
    const file =
      '{"metadata": {"values": {"Rack_Room": "red"}, "paths": {"Rack_Room": "/latest/r"}}}';
    const { overrides } = (
      await loadFile('a.json', file, {
        env: {
          AEMM_METADATA_VALUES_AMI_ID: 'ami-1',
          AEMM_METADATA_PATHS_AMI_ID: '/latest/meta-data/ami',
          AEMM_METADATA_VALUES_RACK_ROOM: 'blue',
          AEMM_METADATA_VALUES_BRAND_NEW: '{"a": [1]}',
          AEMM_METADATA_PATHS_BRAND_NEW: '/latest/brand/new',
          AEMM_USERDATA_VALUES_USERDATA: 'AA==',
        },
      })
    ).spec();
    expect(overrides).toEqual({
      metadata: {
        paths: {
          Rack_Room: '/latest/r',
          'ami-id': '/latest/meta-data/ami',
          'brand-new': '/latest/brand/new',
        },
        values: { Rack_Room: 'blue', 'ami-id': 'ami-1', 'brand-new': { a: [1] } },
      },
      userdata: { paths: {}, values: { userdata: 'AA==' } },
    });
  });

  test('reads JSON only where the value is not known to be text', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const config = await load({
      env: {
        AEMM_METADATA_VALUES_MAC: '{"a":1}',
        AEMM_METADATA_VALUES_IAM_INFO: '{"Code":"Failed"}',
        AEMM_METADATA_VALUES_TAGS_INSTANCE: '{"Team":"blue"}',
      },
    });
    expect(config.spec().overrides?.metadata?.values).toEqual({
      mac: '{"a":1}',
      'iam-info': { Code: 'Failed' },
      'tags-instance': { Team: 'blue' },
    });
  });

  test('sets single fields of a value, over one that sets the whole value', async () => {
    const { loadFile } = await createWorkplace();
    const file =
      '{"dynamic":{"values":{"instance-identity-document":{"region":"x","version":"1"}}}}';
    const env = {
      AEMM_DYNAMIC_VALUES_INSTANCE_IDENTITY_DOCUMENT_ACCOUNTID: '012345678901',
      AEMM_DYNAMIC_VALUES_INSTANCE_IDENTITY_DOCUMENT: '{"REGION":"y","imageId":"ami-2"}',
      AEMM_DYNAMIC_VALUES_INSTANCE_IDENTITY_DOCUMENT_BILLINGPRODUCTS: '["bp-1"]',
      AEMM_DYNAMIC_VALUES_INSTANCE_IDENTITY_DOCUMENT_IMAGEID: 'ami-3',
    };
    const spec = (await loadFile('a.json', file, { env })).spec();
    expect(spec.overrides?.dynamic?.values).toEqual({
      'instance-identity-document': {
        region: 'y',
        version: '1',
        imageId: 'ami-3',
        accountId: '012345678901',
        billingProducts: ['bp-1'],
      },
    });
  });

  test('describes the instance', async () => {
    const { load } = await createWorkplace({ 'aemm-config.json': '{}' });
    const env = {
      AEMM_INSTANCE_ACCOUNTID: '123456789012',
      AEMM_INSTANCE_SECURITYGROUPS: '["a","b"]',
    };
    const { instance } = (await load({ env })).spec();
    expect(instance).toEqual({ accountId: '123456789012', securityGroups: ['a', 'b'] });
  });

  test('removes fields of a value by null, over the file and for the default', async () => {
    const { loadFile } = await createWorkplace();
    const text = JSON.stringify({
      metadata: {
        values: { 'iam-info': { Code: 'Failed', LastUpdated: null, Own: { a: 1, b: 2 } } },
      },
    });
    const env = { AEMM_METADATA_VALUES_IAM_INFO: '{"code":null,"own":{"a":null}}' };
    const config = await loadFile('a.json', text, { env });

    expect(config.spec().overrides?.metadata?.values).toEqual({
      'iam-info': { Code: null, LastUpdated: null, Own: { a: null, b: 2 } },
    });
  });

  test('is refused where its JSON is broken', async () => {
    const { load } = await createWorkplace();
    const env = { AEMM_METADATA_VALUES_IAM_INFO: '{"SecretThing":', AEMM_IMDSV2: 'yes' };
    const { exitCode, problems } = await failureOf(() => load({ env }));
    expect([exitCode, ...problems]).toMatchInlineSnapshot(`
      [
        2,
        "Invalid environment input "yes" for variable AEMM_IMDSV2. Allowed value(s): true,false.",
        "Invalid environment input for variable AEMM_METADATA_VALUES_IAM_INFO. Allowed value(s): JSON, as the value is an object or a list.",
      ]
    `);
  });

  test('finds every key by its name', async () => {
    const { loadFile } = await createWorkplace();
    const key = fc.stringMatching(/^[a-z][a-z\d-]{0,12}[a-z\d]$/);
    const section = fc.constantFrom('metadata', 'dynamic', 'userdata');
    await fc.assert(
      fc.asyncProperty(section, key, async (name, leaf) => {
        const file = { [name]: { values: { [leaf]: 'file' }, paths: { [leaf]: '/latest/x' } } };
        const env = { [`AEMM_${name}_VALUES_${leaf}`.toUpperCase().replaceAll('-', '_')]: 'env' };
        const config = await loadFile('a.json', JSON.stringify(file), { env });
        expect(config.spec().overrides?.[name]?.values).toEqual({ [leaf]: 'env' });
      }),
      { numRuns: 50 },
    );
  });
});

function sampleOf(type: string, choices: readonly string[] | undefined, allowed: string): string {
  if (choices !== undefined) return choices.at(-1) ?? '';
  if (type === 'boolean') return 'true';
  if (allowed.includes('profile:NAME')) return 'profile:dev';
  if (allowed.includes('networks')) return '{"10.0.0.0/8":2}';
  if (allowed.includes('faults')) return '[{"status":503}]';
  if (allowed.includes('a fleet')) return '{"by":"client","instances":[{"match":"10.0.0.1"}]}';
  if (allowed.includes('scenario')) return 'throttling';
  if (allowed.includes('above 0')) return '64';
  if (type === 'integer' || allowed.includes('port')) return '64';
  return allowed.includes('time') ? '2030-01-01T00:00:00Z' : 'some text that is long';
}
