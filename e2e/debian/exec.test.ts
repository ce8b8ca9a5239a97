import { expect, test } from 'vitest';
import { GUARD, NO_USER_NETWORK, UNPRIVILEGED, works } from '../exec/support/namespaces.ts';
import { runExec } from '../exec/support/run.ts';
import { PYTHON } from './support/mock-in-namespace.ts';

const CRAWL = `
from cloudinit.sources.helpers.ec2 import get_instance_metadata, get_instance_userdata
crawled = get_instance_metadata("2021-03-23")
print(crawled["instance-id"], list(crawled["public-keys"]), get_instance_userdata("2021-03-23"))
`;

const WHY =
  NO_USER_NETWORK ||
  (works(PYTHON, '-c', 'import cloudinit')
    ? ''
    : ' (skipped: the package cloud-init is not installed)');

test.skipIf(WHY !== '')(
  `cloud-init crawls what exec --link-local serves a user without privileges${WHY}`,
  async () => {
    const mock = ['--profile', 'ec2', '--link-local', '--network=none'];
    const program = ['--', 'sh', '-c', `${GUARD}exec "$0" -c "$1"`, PYTHON, CRAWL];
    const { stdout, status } = await runExec([...mock, ...program], { prefix: UNPRIVILEGED });

    expect(stdout).toMatch(/^i-[\da-f]{17} \['my-key'\] \n$/);
    expect(status).toBe(0);
  },
);
