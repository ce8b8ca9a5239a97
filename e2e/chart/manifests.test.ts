import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CASES } from './cases.ts';
import { readChart } from './support/chart.ts';
import {
  allOf,
  containerOf,
  environmentOf,
  manifestsOf,
  oneOf,
  serviceOf,
  workloadsOf,
} from './support/manifests.ts';

const { version, appVersion } = parse(readChart('Chart.yaml'));

const NAMES = CASES.map(({ name }) => name);

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

function kindsOf(name: string): string[] {
  return manifestsOf(name).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

describe.each(NAMES)('%s', (name) => {
  const deployments = workloadsOf(name);
  const service = serviceOf(name, 'http');
  const control = serviceOf(name, 'control');

  test('every object has the common labels and the namespace of the release', () => {
    for (const { kind, metadata } of manifestsOf(name)) {
      expect(metadata.labels).toMatchObject({
        'helm.sh/chart': `amazon-ec2-metadata-mock-${version}`,
        'app.kubernetes.io/version': appVersion,
        'app.kubernetes.io/managed-by': 'Helm',
      });
      expect(metadata.namespace).toBe(kind === 'PodSecurityPolicy' ? undefined : 'default');
    }
  });

  test('the services select the pods of the deployments, and not that of `helm test`', () => {
    for (const { spec } of deployments) {
      expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
      expect(spec.template.metadata.labels).toMatchObject(service?.spec.selector ?? {});
    }
    expect(oneOf('Pod', name).metadata.labels).not.toMatchObject(service?.spec.selector ?? {});
    if (control !== undefined) expect(control.spec.selector).toEqual(service?.spec.selector);
  });

  test('service, probe and mock agree on container port 1338', () => {
    expect(service?.spec.ports).toMatchObject([{ targetPort: 'http' }]);
    for (const { spec } of deployments) {
      const [{ ports, readinessProbe, env }] = spec.template.spec.containers;
      expect(ports[0]).toEqual({ name: 'http', containerPort: 1338 });
      if (control === undefined) expect(readinessProbe.tcpSocket).toMatchObject({ port: 'http' });
      else expect(readinessProbe).toMatchObject({ httpGet: { path: '/readyz', port: 'control' } });
      expect(env).toContainEqual({ name: 'AEMM_SERVER_PORT', value: '1338' });
    }
  });

  test('[D44] on Linux, pods run under the Pod Security Standard "restricted"', () => {
    const pods = [oneOf('Pod', name), ...deployments.map(({ spec }) => spec.template)];
    for (const { spec } of pods) {
      const isWindows = Object.values(spec.nodeSelector).includes('windows');
      expect(spec.automountServiceAccountToken).toBe(false);
      for (const { securityContext } of spec.containers) {
        if (isWindows) expect(securityContext).toBeUndefined();
        else expect(securityContext).toMatchObject(RESTRICTED);
      }
    }
  });

  test('arguments, variables and annotations are text', () => {
    for (const { spec } of deployments) {
      const { metadata, spec: pod } = spec.template;
      const [{ args = [], env }] = pod.containers;
      const texts = [
        ...args,
        ...env.flatMap(({ value }) => value ?? []),
        ...Object.values(metadata.annotations ?? {}),
        ...Object.values(pod.nodeSelector),
      ];
      expect(texts.filter((text) => typeof text !== 'string')).toEqual([]);
    }
  });
});

describe('by default', () => {
  test('a deployment, a service, its account and a test are installed', () => {
    expect(kindsOf('default')).toEqual([
      'Deployment amazon-ec2-metadata-mock',
      'Pod amazon-ec2-metadata-mock-test',
      'Service amazon-ec2-metadata-mock-service',
      'ServiceAccount amazon-ec2-metadata-mock-service-account',
    ]);
  });

  test('the mock listens on all interfaces and gets no other setting', () => {
    expect(environmentOf('default')).toEqual({
      AEMM_SERVER_HOSTNAME: '',
      AEMM_SERVER_PORT: '1338',
    });
    expect(containerOf('default')).not.toHaveProperty('args');
  });

  test('it is the image of this version, as uid 1000, within 100m and 128Mi', () => {
    expect(containerOf('default')).toMatchObject({
      name: 'amazon-ec2-metadata-mock',
      image: `aemm/ec2-metadata-mock:${appVersion}`,
      resources: {
        requests: { cpu: '50m', memory: '64Mi' },
        limits: { cpu: '100m', memory: '128Mi' },
      },
      securityContext: { runAsUser: 1000, runAsGroup: 1000 },
    });
  });
});

describe('names', () => {
  test('a release that does not say it gets the name of the chart', () => {
    expect(oneOf('Deployment', 'nth-imdsv2').metadata.name).toBe(
      'nth-aemm-amazon-ec2-metadata-mock',
    );
  });

  test('nameOverride and fullnameOverride replace it', () => {
    expect(kindsOf('nulls')).toEqual([
      'Deployment imds-mock',
      'Pod imds-mock-test',
      'Service imds-mock',
    ]);
    expect(allOf('Deployment', 'placement').map(({ metadata }) => metadata.name)).toEqual([
      'imds',
      'imds-win',
    ]);
  });

  test('servicePort and serviceName are those of the service', () => {
    expect(oneOf('Service', 'nth-imdsv2').spec.ports).toMatchObject([{ port: 1550 }]);
    expect(oneOf('Service', 'strings').spec.ports).toMatchObject([{ port: 80 }]);
    expect(oneOf('Service', 'nulls').spec.ports).toMatchObject([{ port: 1338 }]);
    expect(oneOf('Service', 'nth-asglifecycle').metadata.name).toBe('imds');
  });
});

describe('settings', () => {
  test('each is a variable, large numbers and times as they were written', () => {
    expect(environmentOf('all-settings')).toEqual({
      AEMM_SERVER_HOSTNAME: '0.0.0.0',
      AEMM_SERVER_PORT: '1338',
      AEMM_MOCK_DELAY_SEC: '1000000',
      AEMM_MOCK_TRIGGER_TIME: '2020-01-07T01:03:47Z',
      AEMM_MOCK_IP_COUNT: '-1',
      AEMM_IMDSV2: 'true',
      AEMM_REBALANCE_DELAY_SEC: '2000000',
      AEMM_REBALANCE_TRIGGER_TIME: '2020-01-07T01:03:47Z',
      AEMM_SPOT_ACTION: 'hibernate',
      AEMM_SPOT_TIME: '2030-01-07T01:03:47Z',
      AEMM_SPOT_REBALANCE_REC_TIME: '2030-01-07T01:02:03Z',
      AEMM_EVENTS_CODE: 'instance-stop',
      AEMM_EVENTS_STATE: 'completed',
      AEMM_EVENTS_NOT_BEFORE: '2030-01-01T00:00:00Z',
      AEMM_EVENTS_NOT_AFTER: '2030-01-02T00:00:00Z',
      AEMM_EVENTS_NOT_BEFORE_DEADLINE: '2030-01-03T00:00:00Z',
    });
    expect(containerOf('all-settings').securityContext).toMatchObject({ runAsUser: 1_000_650_000 });
    expect(containerOf('all-settings').securityContext).not.toHaveProperty('runAsGroup');
  });

  test('text does as well as numbers', () => {
    expect(environmentOf('strings')).toMatchObject({
      AEMM_MOCK_DELAY_SEC: '15',
      AEMM_MOCK_IP_COUNT: '1',
      AEMM_IMDSV2: 'true',
    });
    expect(oneOf('Deployment', 'strings').spec.replicas).toBe(2);
    expect(containerOf('strings').securityContext).toMatchObject({ runAsUser: 2000 });
  });

  test('null takes a value away, a table of values too', () => {
    expect(environmentOf('nulls')).toEqual(environmentOf('default'));
    expect(containerOf('nulls')).not.toHaveProperty('resources');
  });

  test("AEMM's default values, and unknown values, are not passed on", () => {
    expect(environmentOf('copied-defaults')).toEqual({
      AEMM_SERVER_HOSTNAME: '',
      AEMM_SERVER_PORT: '1338',
      AEMM_CONFIG_FILE: '/config/aemm-config.json',
      AEMM_WATCH_CONFIG_FILE: 'true',
      AEMM_MOCK_IP_COUNT: '2',
    });
  });

  test('[D37] a mockIPCount of 0 is passed on, and the default one is left to the config file', () => {
    expect(environmentOf('ip-count-zero')).toHaveProperty('AEMM_MOCK_IP_COUNT', '0');
    expect(environmentOf('config-map')).not.toHaveProperty('AEMM_MOCK_IP_COUNT');
  });

  test('[D38] arguments that look like numbers stay text', () => {
    expect(containerOf('spot-arguments').args).toEqual([
      'spot',
      '--action',
      'stop',
      '-d',
      '600',
      '-x',
      '-1',
    ]);
    expect(containerOf('all-settings').args).toEqual(['--asg-termination-delay-sec', '3000000']);
  });
});

describe('placement', () => {
  const [linux, windows] = allOf('Deployment', 'placement');

  test('each system has a deployment, selected by the label of its nodes', () => {
    expect([linux, windows].map((it) => it?.spec.selector.matchLabels['example.com/os'])).toEqual([
      'linux',
      'windows',
    ]);
    expect(linux?.spec.replicas).toBe(0);
  });

  test('node selectors, tolerations and arguments of a system are added to those of all', () => {
    const pods = [linux, windows].map((it) => it?.spec.template.spec);

    expect(pods[0]?.nodeSelector).toEqual({
      'example.com/os': 'linux',
      pool: 'tests',
      spare: 'true',
      disk: '7',
    });
    expect(pods[1]?.nodeSelector).toMatchObject({ 'example.com/os': 'windows', disk: '8' });
    expect(pods.map((pod) => pod?.tolerations)).toEqual([
      [
        { key: 'all', operator: 'Exists' },
        { key: 'linux', operator: 'Exists' },
      ],
      [
        { key: 'all', operator: 'Exists' },
        { key: 'windows', operator: 'Exists' },
      ],
    ]);
    expect(pods.map((pod) => pod?.containers[0].args)).toEqual([
      ['spot', '--action', 'stop'],
      ['spot', '--action', 'hibernate'],
    ]);
  });

  test('the lists of --set are read as they are for AEMM', () => {
    const { tolerations } = oneOf('Deployment', 'nth-asglifecycle').spec.template.spec;

    expect(tolerations).toEqual([{ effect: 'NoSchedule', operator: 'Exists' }]);
    expect(containerOf('nth-asglifecycle').args).toEqual(['asglifecycle']);
  });

  test('[D39] linuxAnnotations and linuxUpdateStrategy hold for the pods on Linux', () => {
    expect(linux?.spec.template.metadata.annotations).toEqual({
      shared: '1000000',
      both: 'linux',
      undocumented: 'kept',
    });
    expect(windows?.spec.template.metadata.annotations).toEqual({
      shared: '1000000',
      both: 'windows',
    });
    expect([linux, windows].map((it) => it?.spec.strategy.type)).toEqual([
      'Recreate',
      'RollingUpdate',
    ]);
  });
});

describe('rights', () => {
  test('[D40] no object of the whole cluster is installed', () => {
    const kinds = NAMES.filter((name) => name !== 'psp').flatMap((name) => manifestsOf(name));

    expect([...new Set(kinds.map(({ kind }) => kind))].sort()).toEqual([
      'DaemonSet',
      'Deployment',
      'NetworkPolicy',
      'Pod',
      'Service',
      'ServiceAccount',
    ]);
  });

  test('[D40] an account that is not to be created is not', () => {
    expect(allOf('ServiceAccount', 'nulls')).toEqual([]);
    expect(oneOf('Deployment', 'nulls').spec.template.spec.serviceAccountName).toBe('default');
  });

  test('[D41] a PodSecurityPolicy that is as strict as the pods, where the cluster knows the kind', () => {
    expect(kindsOf('psp-gone')).toEqual(kindsOf('ip-count-zero'));
    expect(kindsOf('psp')).toEqual(
      expect.arrayContaining([
        'PodSecurityPolicy imds-amazon-ec2-metadata-mock',
        'Role imds-amazon-ec2-metadata-mock-psp',
        'RoleBinding imds-amazon-ec2-metadata-mock-psp',
      ]),
    );
    expect(oneOf('PodSecurityPolicy', 'psp').spec).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      requiredDropCapabilities: ['ALL'],
      runAsUser: { rule: 'MustRunAsNonRoot' },
    });
  });
});

describe('a config map', () => {
  test('[D42] is mounted as a folder, so that it can change, and never written', () => {
    for (const name of ['config-map', 'copied-defaults']) {
      expect(containerOf(name).volumeMounts).toEqual([
        { name: 'config', mountPath: '/config', readOnly: true },
      ]);
      expect(oneOf('Deployment', name).spec.template.spec.volumes).toEqual([
        { name: 'config', configMap: { name: 'my-config' } },
      ]);
      expect(allOf('ConfigMap', name)).toEqual([]);
    }
    expect(environmentOf('config-map').AEMM_CONFIG_FILE).toBe('/config/my-config.yaml');
  });
});

describe('the control plane', () => {
  test('is off by default, and then on no port', () => {
    expect(containerOf('default').ports).toHaveLength(1);
    expect(serviceOf('default', 'control')).toBeUndefined();
  });

  test('[D45] is a service of its own, with the token of a secret', () => {
    expect(serviceOf('control', 'control')).toMatchObject({
      metadata: { name: 'imds-control' },
      spec: { ports: [{ port: 80, targetPort: 'control' }] },
    });
    expect(containerOf('control').ports).toContainEqual({ name: 'control', containerPort: 1339 });
    expect(containerOf('control').env).toContainEqual({
      name: 'AEMM_CONTROL_TOKEN',
      valueFrom: { secretKeyRef: { name: 'imds', key: 'control-token' } },
    });
  });
});

test('[D47] a network policy lets the pods of the namespace ask, and those that it names drive', () => {
  const [policy] = allOf('NetworkPolicy', 'control');

  expect(allOf('NetworkPolicy', 'default')).toEqual([]);
  expect(policy?.spec).toMatchObject({
    podSelector: { matchLabels: serviceOf('control', 'http')?.spec.selector },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [
          { podSelector: {} },
          { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'test' } } },
        ],
        ports: [{ port: 'http' }],
      },
      { from: [{ podSelector: { matchLabels: { role: 'tests' } } }], ports: [{ port: 'control' }] },
    ],
  });
});

test('[D48] a DaemonSet serves each node from its own network', () => {
  const { spec } = oneOf('DaemonSet', 'daemon-set');

  expect(spec).not.toHaveProperty('replicas');
  expect(spec).toMatchObject({ updateStrategy: { type: 'RollingUpdate' } });
  expect(spec.template.spec).toMatchObject({
    hostNetwork: true,
    dnsPolicy: 'ClusterFirstWithHostNet',
  });
  // The kubelet asks from the network of the node too.
  expect(containerOf('daemon-set').readinessProbe.tcpSocket).toEqual({
    port: 'http',
    host: '127.0.0.1',
  });
  expect(serviceOf('daemon-set', 'http')?.spec.internalTrafficPolicy).toBe('Local');
});

describe('a Deployment on the network of its nodes', () => {
  const [linux, windows] = workloadsOf('host-network');

  test('ends a pod before the next one needs its ports', () => {
    expect(linux?.spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
  });

  test('leaves the others as they are', () => {
    expect(windows?.spec.strategy).toEqual({ type: 'Recreate' });
    expect(oneOf('Deployment', 'default').spec.strategy).toEqual({ type: 'RollingUpdate' });
    expect(oneOf('DaemonSet', 'daemon-set').spec).toHaveProperty('updateStrategy', {
      type: 'RollingUpdate',
    });
  });
});
