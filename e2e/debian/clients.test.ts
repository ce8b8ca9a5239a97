import { tempTree } from '@aemm/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { NO_NETWORK, works } from '../exec/support/namespaces.ts';
import { PYTHON, runWithMock } from './support/mock-in-namespace.ts';

const USER_DATA =
  '{"ignition":{"version":"3.0.0"},"storage":{"files":[{"path":"/etc/from-mock"}]}}';
const files = tempTree({
  'aemm.json': JSON.stringify({
    profile: 'ec2',
    metadataOptions: { httpTokens: 'required' },
    instance: {
      id: 'i-0123456789abcdef0',
      availabilityZone: 'eu-central-1b',
      role: 'app',
      userData: USER_DATA,
    },
  }),
});

const IGNITION = '/usr/lib/dracut/modules.d/30ignition/ignition';
/** A store that refuses every request, and prints who signed it. */
const S3 = '127.0.0.1:9000';
const STORE = `
  "$0" -e 'require("node:http").createServer(({ url, headers }, answer) => {
    console.log(url, headers.authorization);
    answer.writeHead(403).end();
  }).listen(9000, "127.0.0.1", () => console.log("listening"))' >"$SCRATCH/s3.log" &
  store=$!
  wait_for_line listening "$SCRATCH/s3.log"
`;

interface Client {
  /** Ends well where the client is installed. */
  readonly installed: readonly string[];
  readonly script: string;
  readonly prints: RegExp;
}

const SIGNED = /^\/.* AWS4-HMAC-SHA256 Credential=ASIA[A-Z2-7]{16}\//m;

const V1 = 'session.Must(session.NewSession()).Config.Credentials.Get()';
const V2 = 'ec2rolecreds.New().Retrieve(context.Background())';

/** A program in Go that prints what an expression of an SDK yields. */
function go(sdk: string, folder: string, expression: string): Client {
  const context = expression.includes('context.') ? '"context"; ' : '';
  const source = `package main
    import (${context}"fmt"; "github.com/aws/${sdk}/${folder}")
    func main() { value, err := ${expression}; fmt.Println(value.AccessKeyID, err) }`;
  const sources = `/usr/share/gocode/src/github.com/aws/${sdk}/${folder}`;
  return {
    installed: ['sh', '-c', `go version && test -d ${sources}`],
    script: `
      mkdir "$SCRATCH/${sdk}"
      echo '${source}' >"$SCRATCH/${sdk}/main.go"
      export GOCACHE="$SCRATCH/go" GO111MODULE=off GOPATH=/usr/share/gocode
      go run "$SCRATCH/${sdk}/main.go"`,
    prints: /^ASIA[A-Z2-7]{16} <nil>$/m,
  };
}

const CLIENTS: Readonly<Record<string, Client>> = {
  'python3-botocore': {
    installed: [PYTHON, '-c', 'import botocore'],
    script: `${PYTHON} -c '
import botocore.session, botocore.utils
credentials = botocore.session.get_session().get_credentials()
print(credentials.method, credentials.access_key, botocore.utils.InstanceMetadataRegionFetcher().retrieve_region())'`,
    prints: /^iam-role ASIA[A-Z2-7]{16} eu-central-1$/m,
  },
  awscli: {
    installed: ['/usr/bin/aws', '--version'],
    script: '/usr/bin/aws configure list',
    prints: /iam-role[\s\S]*region +eu-central-1 +imds/,
  },
  'ruby-aws-sdk-core': {
    installed: ['ruby', '-e', 'require "aws-sdk-core"'],
    script: `ruby -raws-sdk-core -e 'puts Aws::InstanceProfileCredentials.new.credentials.access_key_id'`,
    prints: /^ASIA[A-Z2-7]{16}$/m,
  },
  facter: {
    installed: ['facter', '--version'],
    // The fact itself looks at the firmware first.
    script: `ruby -rfacter -e '
      puts Facter::Resolvers::Ec2.resolve(:metadata)["instance-id"]
      puts Facter::Resolvers::Ec2.resolve(:userdata)'`,
    prints: /^i-0123456789abcdef0\n\{"ignition"/m,
  },
  ohai: {
    installed: ['ohai', '--version'],
    script: `
      mkdir "$SCRATCH/hints"
      echo '{}' >"$SCRATCH/hints/ec2.json"
      echo "ohai.hints_path = ['$SCRATCH/hints']" >"$SCRATCH/ohai.rb"
      ohai -c "$SCRATCH/ohai.rb" ec2/instance_id`,
    prints: /"i-0123456789abcdef0"/,
  },
  ignition: {
    installed: [IGNITION, '-version'],
    script: `
      ${IGNITION} -platform aws -stage fetch -root "$SCRATCH" -config-cache "$SCRATCH/ignition.json"
      cat "$SCRATCH/ignition.json"`,
    prints: /"path":"\/etc\/from-mock"/,
  },
  'golang-github-aws-aws-sdk-go-dev': go('aws-sdk-go', 'aws/session', V1),
  'golang-github-aws-aws-sdk-go-v2-dev': go('aws-sdk-go-v2', 'credentials/ec2rolecreds', V2),
  restic: {
    installed: ['restic', 'version'],
    script: `RESTIC_PASSWORD=x timeout 10 restic -r s3:http://${S3}/restic snapshots; grep restic "$SCRATCH/s3.log"`,
    prints: SIGNED,
  },
  rclone: {
    installed: ['rclone', 'version'],
    script: `timeout 10 rclone lsd ":s3,provider=Other,env_auth=true,endpoint='http://${S3}':rclone" --retries 1 --low-level-retries 1; grep rclone "$SCRATCH/s3.log"`,
    prints: SIGNED,
  },
  s3cmd: {
    installed: ['s3cmd', '--version'],
    script: `timeout 10 s3cmd --host=${S3} --host-bucket=${S3} --no-ssl ls s3://s3cmd; grep s3cmd "$SCRATCH/s3.log"`,
    prints: SIGNED,
  },
};

const installed = Object.entries(CLIENTS).filter(([, client]) => works(...client.installed));

/** All at once: each waits for answers most of its time. */
function runAll(): string {
  const starts = installed.map(
    ([name, { script }]) => `( ${script} ) >"$SCRATCH/${name}" 2>&1 & pids="$pids $!"`,
  );
  const prints = installed.map(([name]) => `echo; echo "@@${name}"; cat "$SCRATCH/${name}"`);
  const { stdout, stderr } = runWithMock(
    [STORE, 'set +e', 'pids=', ...starts, 'wait $pids', ...prints, 'kill $store'].join('\n'),
    files.join('aemm.json'),
  );
  return `${stdout}${stderr}`;
}

describe.skipIf(NO_NETWORK !== '')(
  `clients of Debian that look for ec2 at its address${NO_NETWORK}`,
  () => {
    const printed = new Map<string, string>();
    beforeAll(() => {
      if (installed.length === 0) return;
      for (const part of runAll().split(/^@@/m)) {
        const end = part.indexOf('\n');
        printed.set(part.slice(0, end), part.slice(end + 1));
      }
    }, 60_000);

    describe.each(Object.entries(CLIENTS))('%s', (name, { prints }) => {
      const isThere = installed.some(([each]) => each === name);
      const why = isThere ? '' : ` (skipped: the package ${name} is not installed)`;

      test.skipIf(!isThere)(`gets what it asks for${why}`, () => {
        expect(printed.get(name)).toMatch(prints);
      });
    });
  },
);
