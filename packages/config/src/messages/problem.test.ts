import { defineCategory, textSetting } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { categories } from '../../test/categories.ts';
import { createWorkplace } from '../../test/workplace.ts';

describe('a value that is not allowed', () => {
  test('is reported in AEMM’s wording for a flag', async () => {
    const { problemsOf } = await createWorkplace();
    const flags = {
      'events.code': 'FOO',
      'spot.time': 'tomorrow',
      'mock-trigger-time': '2020-13-07T01:03:47Z',
      'asg-termination-trigger-time': '5',
      'server.port': '99999',
      'mock-delay-sec': 'soon',
      imdsv2: 'maybe',
      'request-log': 'yaml',
    };
    const { exitCode, problems } = await problemsOf('a.json', '', { flags });
    expect(exitCode).toBe(2);
    expect(problems).toMatchInlineSnapshot(`
      [
        "Invalid CLI input "99999" for flag port. Allowed value(s): a port number from 0 to 65535.",
        "Invalid CLI input "soon" for flag mock-delay-sec. Allowed value(s): a whole number.",
        "Invalid CLI input "2020-13-07T01:03:47Z" for flag mock-trigger-time. Allowed value(s): time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.",
        "Invalid CLI input "maybe" for flag imdsv2. Allowed value(s): true,false.",
        "Invalid CLI input "yaml" for flag request-log. Allowed value(s): off,text,json.",
        "Invalid CLI input "5" for flag asg-termination-trigger-time. Allowed value(s): time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.",
        "Invalid CLI input "tomorrow" for flag time. Allowed value(s): time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.",
        "Invalid CLI input "FOO" for flag code. Allowed value(s): instance-reboot,system-reboot,system-maintenance,instance-retirement,instance-stop.",
      ]
    `);
  });

  test('is reported with the variable that holds it', async () => {
    const { problemsOf } = await createWorkplace();
    const env = {
      AEMM_EVENTS_CODE: 'FOO',
      AEMM_SPOT_ACTION: '',
      AEMM_PORT: 'http',
      AEMM_MOCK_IP_COUNT: '1.5',
      AEMM_USERDATA_VALUES_USERDATA: 'secret!',
      AEMM_METADATA_PATHS_MAC: '/../..',
      AEMM_INSTANCE_ACCOUNTID: '1',
    };
    const { exitCode, problems } = await problemsOf('a.json', '', { env });
    expect(exitCode).toBe(2);
    expect(problems).toMatchInlineSnapshot(`
      [
        "Invalid environment input "http" for variable AEMM_PORT. Allowed value(s): a port number from 0 to 65535.",
        "Invalid environment input "1.5" for variable AEMM_MOCK_IP_COUNT. Allowed value(s): a whole number.",
        "Invalid environment input "" for variable AEMM_SPOT_ACTION. Allowed value(s): terminate,hibernate,stop.",
        "Invalid environment input "FOO" for variable AEMM_EVENTS_CODE. Allowed value(s): instance-reboot,system-reboot,system-maintenance,instance-retirement,instance-stop.",
        "Invalid environment input "1" for variable AEMM_INSTANCE_ACCOUNTID. Allowed value(s): twelve digits.",
        "Invalid environment input for variable AEMM_METADATA_PATHS_MAC. The path "/../.." of metadata.paths.mac cannot be served: give one below "/", other than /latest/api/token.",
        "Invalid environment input for variable AEMM_USERDATA_VALUES_USERDATA. The value of userdata.values.userdata cannot be served: it is not base64 text.",
      ]
    `);
  });

  const FILE = `{
  "events": { "code": "FOO", "not-before": "never" },
  "spot": 3,
  "server": ["::1", 80],
  "imdsv2": [true],
  "mock-delay-sec": { "seconds": 5 },
  "token-secret": ["hush"],
  "metadata": {
    "values": [],
    "paths": { "mac": 3, "ami-id": "/../..", "hostname": {} }
  },
  "dynamic": { "paths": "none" },
  "userdata": { "values": { "userdata": "not base64!" } },
  "instance": { "lifeCycle": "short", "tags": { "a": [] }, "securityGroups": "x", "accountId": 1 }
}`;

  test('is reported with file, key, line and column', async () => {
    const { problemsOf } = await createWorkplace();
    const { exitCode, problems } = await problemsOf('a.json', FILE);
    expect(exitCode).toBe(2);
    expect(problems).toMatchInlineSnapshot(`
      [
        "Invalid config file input {"seconds":5} for key mock-delay-sec in ~/a.json:6:21. Allowed value(s): a whole number.",
        "Invalid config file input [true] for key imdsv2 in ~/a.json:5:13. Allowed value(s): true,false.",
        "Invalid config file input for key token-secret in ~/a.json:7:19. Allowed value(s): at least 16 characters, or none.",
        "Invalid config file input "FOO" for key events.code in ~/a.json:2:23. Allowed value(s): instance-reboot,system-reboot,system-maintenance,instance-retirement,instance-stop.",
        "Invalid config file input "never" for key events.not-before in ~/a.json:2:44. Allowed value(s): time in RFC3339 format, e.g. 2020-01-07T01:03:47Z.",
        "Invalid config file input 3 for key spot in ~/a.json:3:11. Allowed value(s): an object with action,time,rebalance-rec-time.",
        "Invalid config file input ["::1",80] for key server in ~/a.json:4:13. Allowed value(s): an object with hostname,port.",
        "Invalid config file input for key metadata.values in ~/a.json:9:15. Allowed value(s): an object with the keys of leaves.",
        "Invalid config file input 3 for key metadata.paths.mac in ~/a.json:10:23. Allowed value(s): a path such as /latest/meta-data/mac, or null for none.",
        "Invalid config file input {} for key metadata.paths.hostname in ~/a.json:10:58. Allowed value(s): a path such as /latest/meta-data/mac, or null for none.",
        "Invalid config file input "none" for key dynamic.paths in ~/a.json:12:25. Allowed value(s): an object with the keys of leaves.",
        "Invalid config file input 1 for key instance.accountId in ~/a.json:14:96. Allowed value(s): twelve digits.",
        "Invalid config file input "x" for key instance.securityGroups in ~/a.json:14:78. Allowed value(s): a list.",
        "Invalid config file input [] for key instance.tags.a in ~/a.json:14:54. Allowed value(s): text.",
        "Invalid config file input for key metadata.paths.ami-id in ~/a.json:10:36. The path "/../.." of metadata.paths.ami-id cannot be served: give one below "/", other than /latest/api/token.",
        "Invalid config file input for key userdata.values.userdata in ~/a.json:13:41. The value of userdata.values.userdata cannot be served: it is not base64 text.",
      ]
    `);
  });

  test('is found in YAML too, and named without a line in TOML', async () => {
    const { problemsOf } = await createWorkplace();
    const yaml = await problemsOf('a.yaml', 'Spot:\n  ACTION: no\nmetadata:\n  PATHS: { Mac: 3 }');
    const toml = await problemsOf('a.toml', '[spot]\naction = "no"\n[metadata.paths]\nmac = 3');
    expect([...yaml.problems, ...toml.problems]).toMatchInlineSnapshot(`
      [
        "Invalid config file input "no" for key spot.action in ~/a.yaml:2:11. Allowed value(s): terminate,hibernate,stop.",
        "Invalid config file input 3 for key metadata.paths.mac in ~/a.yaml:4:17. Allowed value(s): a path such as /latest/meta-data/mac, or null for none.",
        "Invalid config file input "no" for key spot.action in ~/a.toml. Allowed value(s): terminate,hibernate,stop.",
        "Invalid config file input 3 for key metadata.paths.mac in ~/a.toml. Allowed value(s): a path such as /latest/meta-data/mac, or null for none.",
      ]
    `);
  });

  test('counts only where it wins', async () => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile('a.json', '{"port": "http", "spot": {"action": "no"}}', {
      env: { AEMM_SPOT_ACTION: 'stop', AEMM_PORT: 'http' },
      flags: { 'server.port': '80' },
    });
    expect(config.globals.port).toBe('80');
  });

  test('is reported a few times, not without end', async () => {
    const { problemsOf } = await createWorkplace();
    const paths = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, 1]));
    const { problems } = await problemsOf('a.json', JSON.stringify({ metadata: { paths } }));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toMatchInlineSnapshot(`"There are 10 more problems like these."`);
  });

  test('is shown in part if it is long', async () => {
    const { problemsOf } = await createWorkplace();
    const { problems } = await problemsOf('a.json', `{"imdsv2": "${'long '.repeat(100)}"}`);
    expect(problems).toMatchInlineSnapshot(`
      [
        "Invalid config file input "long long long long long long long long long long long long long long long long… for key imdsv2 in ~/a.json:1:12. Allowed value(s): true,false.",
      ]
    `);
  });
});

describe('a message', () => {
  const SECRET = 'TOPSECRET';
  const safe = defineCategory({
    id: 'safe',
    contract: 1,
    description: 'for a test',
    settings: { pin: textSetting({ description: 'its pin', default: '', secret: true }) },
  });

  test.each<[string, unknown]>([
    ['instance', SECRET],
    ['instance', [{ userData: SECRET }]],
    ['instance.userData', [SECRET]],
    ['instance.userData', { text: SECRET }],
    ['instance.userDataBase64', `${SECRET}!`],
    ['userdata', SECRET],
    ['userdata.values', SECRET],
    ['userdata.values.userdata', SECRET],
    ['userdata.values.userdata', { text: SECRET }],
    ['metadata', [SECRET]],
    ['metadata.values', [SECRET]],
    ['METADATA.Values', SECRET],
    ['metadata.values.tags-instance', SECRET],
    ['dynamic.values', SECRET],
    ['safe', SECRET],
    ['Safe.PIN', [SECRET]],
    ['token-secret', { text: SECRET }],
  ])(
    'never repeats what may be user data, credentials or a secret: %s is %j',
    async (key, value) => {
      const { problemsOf } = await createWorkplace();
      const file = key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
      const { problems } = await problemsOf('a.json', JSON.stringify(file), {
        categories: [...categories, safe],
      });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(
        /^Invalid config file input for key \S+ in ~\/a\.json:1:\d+\. .{10,}\.$/,
      );
      expect(problems[0]).not.toContain(SECRET);
    },
  );

  test.each([
    ['instance.region', ['x'], '["x"]'],
    ['instance.tags.Name', [1], '[1]'],
    ['metadata.paths', 'x', '"x"'],
    ['userdata.paths.userdata', 5, '5'],
    ['spot', 'x', '"x"'],
    ['server', 'x', '"x"'],
  ])('repeats what cannot be: %s', async (key, value, shown) => {
    const { problemsOf } = await createWorkplace();
    const file = key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    const { problems } = await problemsOf('a.json', JSON.stringify(file));
    expect(problems).toEqual([
      expect.stringContaining(`Invalid config file input ${shown} for key ${key} in `),
    ]);
  });
});

describe('an instance', () => {
  test('takes numbers and booleans where text is due', async () => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile(
      'a.yaml',
      'instance: { accountId: 123456789012, tags: { Floor: 3, Lift: true }, securityGroups: [1, a] }',
    );
    expect(config.spec().instance).toEqual({
      accountId: '123456789012',
      tags: { Floor: '3', Lift: 'true' },
      securityGroups: ['1', 'a'],
    });
  });

  test('merges tags of file and environment', async () => {
    const { loadFile } = await createWorkplace();
    const env = { AEMM_INSTANCE_TAGS: '{"team": "red", "New": "x"}' };
    const config = await loadFile('a.json', '{"Instance": {"TAGS": {"Team": "blue"}}}', { env });
    expect(config.spec().instance).toEqual({ tags: { Team: 'red', New: 'x' } });
  });

  test('refuses what is not an address', async () => {
    const { problemsOf } = await createWorkplace();
    const instance = { privateIp: '300.1.1.1', publicIp: 'none', mac: '0e:49' };
    const { problems } = await problemsOf('a.json', JSON.stringify({ instance }));
    expect(problems).toMatchInlineSnapshot(`
      [
        "Invalid config file input "300.1.1.1" for key instance.privateIp in ~/a.json:1:26. Allowed value(s): an IPv4 address.",
        "Invalid config file input "none" for key instance.publicIp in ~/a.json:1:49. Allowed value(s): an IPv4 address.",
        "Invalid config file input "0e:49" for key instance.mac in ~/a.json:1:62. Allowed value(s): six bytes such as 0e:49:61:0f:c3:11.",
      ]
    `);
  });

  test.each([
    ['us-east-1', 'us-east-1a', true],
    ['us-west-2', 'us-west-2-lax-1a', true],
    ['us-east-1', 'us-east-1', false],
    ['us-east-1', 'us-east-1-', false],
    ['us-east-1', 'us-east-10a', false],
    ['us-east-1', 'eu-central-9z', false],
  ])('in region %s may have zone %s: %s', async (region, availabilityZone, isAllowed) => {
    const { loadFile } = await createWorkplace();
    const text = JSON.stringify({ instance: { region, availabilityZone } });
    const isLoaded = await loadFile('a.json', text).then(
      () => true,
      () => false,
    );
    expect(isLoaded).toBe(isAllowed);
  });

  test('names both fields that conflict, and where each is configured', async () => {
    const { problemsOf } = await createWorkplace();
    const text = '{"instance": {"region": "us-east-1",\n "availabilityZone": "eu-central-9z"}}';
    const env = { AEMM_INSTANCE_REGION: 'eu-west-1' };
    const failures = [await problemsOf('a.json', text), await problemsOf('a.json', text, { env })];
    expect(failures.flatMap(({ problems }) => problems)).toMatchInlineSnapshot(`
      [
        "Invalid config file input "eu-central-9z" for key instance.availabilityZone in ~/a.json:2:22. It conflicts with config file input "us-east-1" for key instance.region in ~/a.json:1:25: the name of a zone begins with that of its region.",
        "Invalid config file input "eu-central-9z" for key instance.availabilityZone in ~/a.json:2:22. It conflicts with environment input "eu-west-1" for variable AEMM_INSTANCE_REGION: the name of a zone begins with that of its region.",
      ]
    `);
  });

  test('keeps tags apart that differ by case alone', async () => {
    const { loadFile } = await createWorkplace();
    const env = { AEMM_INSTANCE_TAGS: '{"Name": "red"}' };
    const file = '{"instance": {"tags": {"Name": "blue", "name": "green"}}}';
    const config = await loadFile('a.json', file, { env });
    expect(config.spec().instance).toEqual({ tags: { Name: 'red', name: 'green' } });
  });

  test('refuses a tag that no path can hold', async () => {
    const { problemsOf } = await createWorkplace();
    const { problems } = await problemsOf('a.json', '{"instance": {"tags": {"a/b": "x"}}}');
    expect(problems).toMatchInlineSnapshot(`
      [
        "Invalid config file input "a/b" for key instance.tags.a/b in ~/a.json:1:31. Allowed value(s): a name other than . and .., without / and control characters.",
      ]
    `);
  });
});
