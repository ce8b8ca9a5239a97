import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { chartFiles, readChart } from './support/chart.ts';

const DIFFERENCES = new URL('../../docs/reference/differences-from-aemm.md', import.meta.url);

/** The values that AEMM's chart has. */
const AEMM = `
  image.repository image.tag image.pullPolicy replicaCount nameOverride fullnameOverride targetNodeOs resources
  nodeSelector linuxNodeSelector windowsNodeSelector nodeSelectorTermsOs nodeSelectorTermsArch
  podAnnotations linuxAnnotations windowsAnnotations tolerations linuxTolerations windowsTolerations
  arguments linuxArguments windowsArguments updateStrategy linuxUpdateStrategy windowsUpdateStrategy
  rbac.pspEnabled serviceAccount.create serviceAccount.name serviceAccount.annotations
  securityContext.runAsUserID securityContext.runAsGroupID configMap configMapFileName servicePort serviceName
  aemm.server.hostname aemm.mockDelaySec aemm.mockTriggerTime aemm.mockIPCount aemm.imdsv2
  aemm.rebalanceDelaySec aemm.rebalanceTriggerTime aemm.spot.action aemm.spot.time aemm.spot.rebalanceRecTime
  aemm.events.code aemm.events.state aemm.events.notBefore aemm.events.notAfter aemm.events.notBeforeDeadline
  test.image test.imageTag test.pullPolicy
`
  .trim()
  .split(/\s+/);

/** One of a table: its fields are too many, and the API's own. */
const WHOLE = ['resources'];

const values = flatten(parse(readChart('values.yaml')));

function flatten(tree: object, path = ''): Map<string, unknown> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) => {
      const name = path + key;
      const isTable = typeof value === 'object' && !Array.isArray(value);
      return isTable && Object.keys(value).length > 0 && !WHOLE.includes(name)
        ? [...flatten(value, `${name}.`)]
        : [[name, value] as const];
    }),
  );
}

/** The values that AEMM's chart does not have. */
const OWN = /^(?:kind|hostNetwork|extraEnv|control\.\w+|sessionTokens\.\w+|networkPolicy\.\w+)$/;

test("every value of AEMM's chart is one of this chart", () => {
  expect([...values.keys()].filter((key) => !AEMM.includes(key) && !OWN.test(key))).toEqual([]);
  expect(AEMM.filter((key) => !values.has(key))).toEqual([]);
});

test('every value that is not one of AEMM is listed as a difference', () => {
  const own = [...values.keys()].filter((key) => OWN.test(key)).map((key) => key.split('.')[0]);
  const [, section = ''] = readFileSync(DIFFERENCES, 'utf8').split('\n## Helm chart\n');
  const [rows = ''] = section.split('\n## ');

  expect(
    own.filter((name) => !new RegExp(`^\\| D\\d\\d \\| .*\`${name}\\b`, 'm').test(rows)),
  ).toEqual([]);
});

test('[D50] the schema knows every value, and refuses no unknown one in what AEMM has', () => {
  const { properties } = JSON.parse(readChart('values.schema.json'));
  const known = schemaKeys(properties);

  expect(known).toEqual([...values.keys()].sort());
  for (const [name, { additionalProperties }] of Object.entries<Schema>(properties)) {
    const isOwn = ['control', 'sessionTokens', 'networkPolicy'].includes(name);
    expect([name, additionalProperties]).toEqual([name, isOwn ? false : undefined]);
  }
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
}

function schemaKeys(properties: Readonly<Record<string, Schema>>, path = ''): string[] {
  return Object.entries(properties)
    .flatMap(([key, { properties: inner }]) =>
      inner === undefined ? [path + key] : schemaKeys(inner, `${path}${key}.`),
    )
    .sort();
}

test('the README has every value with its default', () => {
  const rows = readChart('README.md').matchAll(/^\| `([\w.]+)` \| `(.*?)` \|/gm);

  expect(Object.fromEntries([...rows].map(([, key, text]) => [key, parse(text ?? '')]))).toEqual(
    Object.fromEntries(values),
  );
});

test('templates read no value that values.yaml has not', () => {
  const read = chartFiles()
    .filter((path) => path.startsWith('templates/'))
    .flatMap((path) => [...readChart(path).matchAll(/\.Values\.([\w.]+)/g)])
    .map(([, path = '']) => path);
  const known = [...values.keys()];

  expect(read.length).toBeGreaterThan(20);
  expect(read.filter((path) => !known.some((key) => `${key}.`.startsWith(`${path}.`)))).toEqual([]);
});

test('images are named without a registry', () => {
  const { image, test } = parse(readChart('values.yaml'));

  expect([image.repository, test.image]).toEqual(['aemm/ec2-metadata-mock', 'curlimages/curl']);
});
