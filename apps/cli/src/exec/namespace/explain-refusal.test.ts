import { expect, test } from 'vitest';
import { explainRefusal } from './explain-refusal.ts';

const REPORTED = 'unshare: unshare failed: Operation not permitted\n';

function explain(sysctls: Record<string, string>, isContainer = false): string {
  const read = (path: string) => sysctls[path.replace('/proc/sys/', '')];
  return explainRefusal({ read, isContainer }, REPORTED);
}

test.each([
  ['user/max_user_namespaces', '0\n', 'user.max_user_namespaces=15000'],
  ['user/max_net_namespaces', '0\n', 'user.max_net_namespaces=15000'],
  ['kernel/unprivileged_userns_clone', '0\n', 'kernel.unprivileged_userns_clone=1'],
  [
    'kernel/apparmor_restrict_unprivileged_userns',
    '1\n',
    'kernel.apparmor_restrict_unprivileged_userns=0',
  ],
])('%s is named, and how it is set', (file, value, advice) => {
  expect(explain({ [file]: value })).toContain(`sudo sysctl -w ${advice}`);
  expect(explain({ [file]: value === '0\n' ? '1\n' : '0\n' })).toContain('Operation not permitted');
});

test('in a container, its flags are named before the rules of the host', () => {
  const line = explain({ 'kernel/apparmor_restrict_unprivileged_userns': '1' }, true);
  expect(line).toMatchInlineSnapshot(
    `"This container may not create namespaces. Start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined, or with --cap-add SYS_ADMIN."`,
  );
});

test('what the system reports is shown where no cause is known', () => {
  expect(explain({})).toMatchInlineSnapshot(
    `"This system does not let this user create namespaces (unshare: unshare failed: Operation not permitted). Run it as root, or let root add the address: ec2-metadata-mock link-local up"`,
  );
});
