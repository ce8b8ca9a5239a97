import { startCli } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { NO_NETWORK, runInOwnNetwork, works } from './support/namespaces.ts';
import type { Compose, DaemonSet } from './support/recipes.ts';
import { CONTAINERS, recipe, wordsOf } from './support/recipes.ts';

const ID = 'i-1234567890abcdef0';
const LEAF = 'latest/meta-data/instance-id';
/** Where a task of ECS asks, unless it is configured otherwise. */
const CREDENTIALS = 'v2/credentials/5a3a1c2e-4d3b-4f0e-9c51-1f2e3d4c5b6a';
const NO_CURL = works('curl', '--version') ? '' : ' (skipped: there is no curl on the PATH)';
const why = NO_NETWORK || NO_CURL;

/** Runs a script with containers, and returns what it prints. */
function play(script: string): string {
  const { status, stdout, stderr } = runInOwnNetwork(`${CONTAINERS}\n${script}`);
  if (status !== 0) throw new Error(`status ${status}: ${stdout}${stderr}`);
  return stdout;
}

describe.skipIf(why !== '')(`the recipe${why}`, () => {
  test('of one application: the mock is in its network', () => {
    const { services } = recipe('One application') as Compose;
    const { app, address, imds } = services;
    expect(app?.network_mode).toBeUndefined();
    expect([address?.network_mode, imds?.network_mode]).toEqual(['service:app', 'service:app']);
    const read = `in_container app curl -s -m 3 http://169.254.169.254/${LEAF}`;
    expect(
      play(`
        container app
        ${read} || echo "not yet: $?"
        in_container app ${wordsOf(address?.command)}
        start_imds app ${wordsOf(imds?.command)}
        ${read}
      `),
    ).toBe(`not yet: 7\n${ID}`);
  });

  test('of several applications: a network owns the address, and the host has none of it', () => {
    const { services, networks } = recipe('Several applications') as Compose;
    const { subnet = '' } = networks?.metadata?.ipam.config[0] ?? {};
    const [, bits] = subnet.split('/');
    const at = services.imds?.networks;
    const { ipv4_address, link_local_ips = [] } =
      at !== undefined && 'metadata' in at ? (at.metadata ?? {}) : {};
    expect(services.app?.networks).toContain('metadata');
    // Docker gives addresses of this kind the prefix of the whole link-local network.
    const others = link_local_ips.map((address) => `${address}/16`).join(' ');
    expect(
      play(`
        network metadata
        container imds
        join metadata imds ${ipv4_address}/${bits} ${others}
        start_imds imds ${wordsOf(services.imds?.command)}
        for app in one two; do
          container $app
          host=$((host + 1))
          join metadata $app 169.254.168.$((host + 1))/${bits}
          in_container $app curl -s -m 3 http://${ipv4_address}/${LEAF}
          echo
          in_container $app curl -s -m 3 http://${link_local_ips[0]}/${CREDENTIALS} | grep -o RoleArn
        done
        ip route get ${ipv4_address} 2> /dev/null || echo "not on the host"
      `),
    ).toBe(`${ID}\nRoleArn\n${ID}\nRoleArn\nnot on the host\n`);
  });

  test('of a node: every pod reaches the address of its node', () => {
    const { spec } = (recipe('A node of kind') as DaemonSet).spec.template;
    const [init] = spec.initContainers;
    const [imds] = spec.containers;
    expect(spec.hostNetwork).toBe(true);
    expect(
      play(`
        container node
        in_container node ${wordsOf(init?.command)}
        in_container node ${wordsOf(init?.command)}
        start_imds node ${wordsOf(imds?.args)}
        for pod in 2 3; do
          container pod$pod
          ip link add eth0 netns pod$pod type veth peer name veth$pod netns node
          ip -n node address add 10.244.0.1/32 dev veth$pod
          ip -n node link set veth$pod up
          ip -n node route add 10.244.0.$pod/32 dev veth$pod
          ip -n pod$pod address add 10.244.0.$pod/24 dev eth0
          ip -n pod$pod link set eth0 up
          ip -n pod$pod route add default via 10.244.0.1
          in_container pod$pod curl -s -m 3 http://169.254.169.254/${LEAF}
          echo
        done
      `),
    ).toBe(`${ID}\n${ID}\n`);
  });

  // Since 1.29 and 2.13 it reads AWS_ENDPOINT_URL; that of Debian 12 is 2.9.
  const KNOWS_ENDPOINT = 'aws-cli/(1\\.(29|[3-9][0-9])|2\\.(1[3-9]|[2-9][0-9]))\\.';
  const NO_AWS = works('sh', '-c', `aws --version 2>&1 | grep -Eq '${KNOWS_ENDPOINT}'`)
    ? ''
    : ' (skipped: there is no aws on the PATH that reads AWS_ENDPOINT_URL: 1.29, 2.13 or later)';

  test.skipIf(NO_AWS !== '')(
    `beside a simulator of AWS: calls are signed with the credentials of the role${NO_AWS}`,
    () => {
      const { services } = recipe('In Compose', 'beside-localstack') as Compose;
      const variables = Object.entries(services.app?.environment ?? {})
        .map(([name, value]) => `${name}=${value}`)
        .join(' ');
      expect(Object.keys(services)).toEqual(['aws', 'imds', 'app']);
      const out = play(`
        network bridge
        for name in aws imds app; do
          container $name
          host=$((host + 1))
          join bridge $name 172.18.0.$((host + 1))/16
          echo "172.18.0.$((host + 1)) $name" >> "$SCRATCH/hosts"
        done
        mount --bind "$SCRATCH/hosts" /etc/hosts
        start_imds imds ${wordsOf(services.imds?.command)}
        cat > "$SCRATCH/aws.cjs" <<'END'
        require('node:http').createServer(({ headers }, response) => {
          const [, key, region] = /Credential=(\\w+)\\/\\d+\\/([\\w-]+)\\//.exec(headers.authorization) ?? [];
          response.setHeader('content-type', 'text/xml');
          response.end('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
            '<GetCallerIdentityResult><Arn>' + region + '</Arn><UserId>' + key + '</UserId>' +
            '<Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>');
        }).listen(4566, () => console.error('ready'));
END
        ip netns exec aws "$NODE" "$SCRATCH/aws.cjs" 2> "$SCRATCH/aws.log" > /dev/null &
        trap "kill $! $jobs_to_end" EXIT
        wait_for_line ready "$SCRATCH/aws.log"
        in_container app env ${variables} aws sts get-caller-identity --output text
      `);
      expect(out.trim().split(/\s+/)).toEqual(['000000000000', 'us-east-1', '12345678901']);
    },
  );
});

test('the recipe that turns the control plane on asks for its token', async () => {
  const { services } = recipe('Drive it from a test', 'docker') as Compose;
  const { environment = {} } = services.imds ?? {};
  expect(environment.AEMM_CONTROL_TOKEN).toMatch(/^\$\{AEMM_CONTROL_TOKEN:\?.+\}$/);
  const env = { ...environment, AEMM_CONTROL_PORT: '0', AEMM_CONTROL_TOKEN: 'a secret of our own' };
  await using imds = await startCli([], { env });
  const [, port] = await imds.waitFor(/The control plane listens on http:\S+:(\d+)/);

  const url = `http://localhost:${port}/v1/clock`;
  expect((await fetch(url)).status).toBe(401);
  const headers = { authorization: `Bearer ${env.AEMM_CONTROL_TOKEN}` };
  expect((await fetch(url, { headers })).status).toBe(200);
});
