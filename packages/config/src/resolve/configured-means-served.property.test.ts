import type { InstanceDescription, Snapshot, Value } from '@aemm/core';
import { compileSnapshot, configurableLeaves, InstanceSchema } from '@aemm/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categories } from '../../test/categories.ts';
import { createWorkplace } from '../../test/workplace.ts';
import type { Config } from '../index.ts';

const hex = fc.stringMatching(/^[0-9a-f]{8}$/);
const id = (prefix: string) => hex.map((digits) => `${prefix}-${digits}`);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const ipv4 = fc.tuple(fc.nat(255), fc.nat(255)).map(([c, d]) => `10.9.${c}.${d}`);
const records = (value: fc.Arbitrary<string>) => fc.dictionary(name, value, { maxKeys: 4 });

const META = '/latest/meta-data';
const DOCUMENT = '/latest/dynamic/instance-identity/document';

/** Accepted values of a field, and where they show: `*` is any segment, `#` a field of a document. */
interface Row {
  readonly values: fc.Arbitrary<Value>;
  readonly places: readonly string[];
}

const row = (values: fc.Arbitrary<Value>, ...places: string[]): Row => ({ values, places });
const mac = `${META}/network/interfaces/macs/*`;

const FIELDS: Readonly<Record<Exclude<keyof InstanceDescription, 'seed'>, Row>> = {
  id: row(id('i'), `${META}/instance-id`, `${DOCUMENT}#instanceId`),
  type: row(fc.constantFrom('m7g.large', 'c5.xlarge'), `${META}/instance-type`),
  imageId: row(id('ami'), `${META}/ami-id`, `${DOCUMENT}#imageId`),
  ancestorAmiIds: row(fc.array(id('ami'), { maxLength: 3 }), `${META}/ancestor-ami-ids`),
  productCodes: row(fc.array(name, { maxLength: 3 }), `${META}/product-codes`),
  kernelId: row(id('aki'), `${META}/kernel-id`, `${DOCUMENT}#kernelId`),
  ramdiskId: row(id('ari'), `${META}/ramdisk-id`, `${DOCUMENT}#ramdiskId`),
  architecture: row(fc.constantFrom('x86_64', 'arm64'), `${DOCUMENT}#architecture`),
  lifeCycle: row(
    fc.constantFrom('spot', 'scheduled', 'capacity-block', 'unheard-of'),
    `${META}/instance-life-cycle`,
  ),
  accountId: row(fc.stringMatching(/^\d{12}$/), `${mac}/owner-id`, `${DOCUMENT}#accountId`),
  reservationId: row(id('r'), `${META}/reservation-id`),
  launchedAt: row(fc.constant('2021-02-03T04:05:06Z'), `${DOCUMENT}#pendingTime`),
  launchIndex: row(fc.nat(99), `${META}/ami-launch-index`),
  region: row(fc.constantFrom('eu-west-1', 'us-east-2'), `${META}/placement/region`),
  availabilityZone: row(
    fc.constantFrom('eu-west-1b', 'us-west-2c'),
    `${META}/placement/availability-zone`,
  ),
  availabilityZoneId: row(name, `${META}/placement/availability-zone-id`),
  placement: row(
    fc.record({ groupName: name }),
    ...['group-name', 'host-id', 'partition-number'].map((leaf) => `${META}/placement/${leaf}`),
  ),
  privateIp: row(ipv4, `${META}/local-ipv4`, `${mac}/local-ipv4s`),
  publicIp: row(ipv4, `${META}/public-ipv4`, `${mac}/public-ipv4s`),
  ipv6: row(
    hex.map((digits) => `2001:db8::${digits.slice(0, 4)}`),
    `${mac}/ipv6s`,
  ),
  hostname: row(name, `${META}/hostname`, `${META}/local-hostname`),
  publicHostname: row(name, `${META}/public-hostname`),
  mac: row(
    hex.map((digits) => `0a:00:${digits.match(/../g)?.join(':')}`),
    `${META}/mac`,
    `${mac}/mac`,
  ),
  interfaceId: row(id('eni'), `${mac}/interface-id`),
  subnetId: row(id('subnet'), `${mac}/subnet-id`),
  vpcId: row(id('vpc'), `${mac}/vpc-id`),
  securityGroups: row(fc.array(name, { maxLength: 3 }), `${META}/security-groups`),
  securityGroupIds: row(fc.array(id('sg'), { maxLength: 3 }), `${mac}/security-group-ids`),
  interfaces: row(
    id('eni').map((eni) => [{ id: eni }]),
    `${mac}/interface-id`,
  ),
  role: row(name, `${META}/iam/security-credentials`),
  instanceProfile: row(name, `${META}/iam/info`),
  keyPairs: row(
    fc.array(fc.record({ name, publicKey: name }), { maxLength: 3 }),
    `${META}/public-keys/*/openssh-key`,
  ),
  tags: row(records(fc.string({ maxLength: 4 })), `${META}/tags/instance/*`),
  userData: row(name, '/latest/user-data'),
  userDataBase64: row(
    name.map((text) => Buffer.from(text).toString('base64')),
    '/latest/user-data',
  ),
  autoScaling: row(fc.boolean(), `${META}/autoscaling/target-lifecycle-state`),
  monitoring: row(
    fc.constantFrom('enabled', 'disabled'),
    '/latest/dynamic/fws/instance-monitoring',
  ),
  blockDevices: row(records(name), `${META}/block-device-mapping/*`),
};

test('every field of the instance has its row', () => {
  expect([...Object.keys(FIELDS), 'seed'].sort()).toEqual(Object.keys(InstanceSchema.shape).sort());
});

type Load = (field: string, value: Value) => Promise<Config>;

async function sources(): Promise<readonly Load[]> {
  const { load, loadFile } = await createWorkplace();
  return [
    (field, value) => loadFile('a.json', JSON.stringify({ instance: { [field]: value } })),
    (field, value) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return load({ env: { [`AEMM_INSTANCE_${field.toUpperCase()}`]: text } });
    },
  ];
}

describe.each(Object.entries(FIELDS))('instance.%s', (field, { values, places }) => {
  test('is served as configured, or a warning names it', async () => {
    const loads = await sources();
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom(...loads), async (value, load) => {
        const snapshot = await compile(load(field, value));
        const shown = places.flatMap((place) => textsAt(snapshot, place)).join('\n');
        const missing = scalarsOf(field, value).filter((text) => !shown.includes(text));
        if (missing.length > 0) expect(warningsOf(snapshot)).toContain(`instance.${field}`);
      }),
      { numRuns: 20 },
    );
  });

  // C21
  test.skipIf(field === 'interfaces')('null is not there', async () => {
    const { loadFile } = await createWorkplace();
    for (const value of [null, '']) {
      const text = JSON.stringify({ instance: { [field]: value } });
      const snapshot = await compile(loadFile('a.json', text));
      if (field !== 'instanceProfile') {
        expect(places.flatMap((place) => textsAt(snapshot, place))).toEqual([]);
      }
      expect(snapshot.problems).toEqual([]);
    }
  });
});

test('null and an empty list are not interfaces, and are refused', async () => {
  const { problemsOf } = await createWorkplace();
  for (const value of ['null', '[]', '""']) {
    const { problems } = await problemsOf('a.json', `{"instance": {"interfaces": ${value}}}`);
    expect(problems).toEqual([expect.stringContaining('at least one network interface')]);
  }
});

test('a seed that draws nothing is reported, and one that draws something is not', async () => {
  const { loadFile } = await createWorkplace();
  const alone = await compile(loadFile('a.json', '{"instance": {"seed": 7}}'));
  expect(warningsOf(alone)).toEqual(['instance.seed']);
  const text = '{"instance": {"seed": 7, "interfaces": [{}, {}]}}';
  expect(warningsOf(await compile(loadFile('a.json', text)))).toEqual([]);
});

const leaves = categories.flatMap((category) =>
  configurableLeaves(category).map((leaf) => ({ category, leaf })),
);

describe.each(
  leaves.map(
    ({ category, leaf }) => [`${category.section}.values.${leaf.key}`, category, leaf] as const,
  ),
)('%s', (written, { section }, leaf) => {
  const value = 'branch' in leaf ? { Only: 'eHh4' } : 'eHh4';
  const configured = { [section]: { values: { [leaf.key]: value } } };

  test('is served as configured', async () => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile('a.json', JSON.stringify(configured));
    const snapshot = await compile(config);
    const shown = snapshot.routes.some((route) => /eHh4|xxx/.test(textOf(route) ?? ''));
    if (!shown) expect(warningsOf(snapshot)).toContain(written);
    if (shown) expect(warningsOf(snapshot)).toEqual([]);
  });

  test('is removed by null', async () => {
    const { loadFile } = await createWorkplace();
    const text = JSON.stringify({ [section]: { values: { [leaf.key]: null } } });
    const { routes } = await compile(loadFile('a.json', text));
    expect(routes.filter(({ key }) => key === leaf.key)).toEqual([]);
  });
});

test('what config warns of is not reported again by core', async () => {
  const { loadFile } = await createWorkplace();
  const config = await loadFile(
    'a.json',
    '{"metadata": {"values": {"rack": "b", "ami-idd": null}}}',
  );
  expect(config.warnings).toHaveLength(2);
  expect((await compile(config)).problems).toEqual([]);
});

test('an override of a leaf without a place is reported', async () => {
  const { loadFile } = await createWorkplace();
  const config = await loadFile(
    'a.json',
    '{"instance": {"mac": null}, "metadata": {"values": {"mac-vpc-id": "vpc-1"}}}',
  );
  expect(warningsOf(await compile(config))).toEqual(['metadata.values.mac-vpc-id']);
});

async function compile(config: Config | Promise<Config>): Promise<Snapshot> {
  return compileSnapshot((await config).spec(), 0);
}

function warningsOf({ problems }: Snapshot): string[] {
  return problems.map(({ key = '' }) => key);
}

/** The texts that are served at a place. */
function textsAt({ routes }: Snapshot, place: string): string[] {
  const [path = '', field] = place.split('#');
  const pattern = new RegExp(`^${path.replaceAll('*', '[^/]+')}$`);
  return routes.flatMap((route) => {
    if (!pattern.test(route.path)) return [];
    const text = textOf(route);
    if (field === undefined) return [text ?? 'made on request'];
    const fields: Record<string, Value> = JSON.parse(text ?? '{}');
    return fields[field] == null ? [] : [String(fields[field])];
  });
}

function textOf({ content }: Snapshot['routes'][number]): string | undefined {
  switch (content?.kind) {
    case 'text':
      return content.text;
    case 'json':
      return JSON.stringify(content.value);
    case 'bytes':
      return Buffer.from(content.bytes).toString();
    default:
      return undefined;
  }
}

/** The texts that a value must show as. */
function scalarsOf(field: string, value: Value): string[] {
  if (field === 'userDataBase64') return [Buffer.from(String(value), 'base64').toString()];
  if (field === 'autoScaling') return value === true ? ['Terminated'] : [];
  if (field === 'keyPairs') return (value as { publicKey: string }[]).map((pair) => pair.publicKey);
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap((inner) => scalarsOf('', inner as Value));
}
