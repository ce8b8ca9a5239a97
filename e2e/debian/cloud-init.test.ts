import { tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';
import { NO_NETWORK, works } from '../exec/support/namespaces.ts';
import { runWithMock } from './support/mock-in-namespace.ts';

const KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl my-key';
const USER_DATA = '#cloud-config\nhostname: web-1\n';
const UUID = 'ec2e1916-9099-7caf-fd21-012345abcdef';

const files = tempTree({
  'aemm.json': JSON.stringify({
    profile: 'ec2',
    metadataOptions: { httpTokens: 'required', instanceMetadataTags: 'enabled' },
    instance: {
      id: 'i-0123456789abcdef0',
      availabilityZone: 'eu-central-1b',
      privateIp: '10.0.1.5',
      keyPairs: [{ name: 'my-key', publicKey: KEY }],
      tags: { Name: 'web-1' },
      userData: USER_DATA,
    },
  }),
  // The modules that change a machine are left out.
  'etc/cloud.cfg': `
datasource_list: [Ec2]
datasource: { Ec2: { timeout: 10, max_wait: 20 } }
network: { config: disabled }
users: []
cloud_init_modules: [seed_random]
cloud_config_modules: []
cloud_final_modules: [final-message]
system_info: { distro: debian }
`,
});

/** What cloud-init reads of firmware and network on an instance, and where it writes, away from this machine. */
const MACHINE = `
  mount -t tmpfs none /sys
  mkdir -p /sys/class/dmi/id /sys/class/net/lo
  for name in product_uuid product_serial; do echo ${UUID} >/sys/class/dmi/id/$name; done
  echo 'Amazon EC2' >/sys/class/dmi/id/sys_vendor
  echo 00:00:00:00:00:00 >/sys/class/net/lo/address
  mount --bind "$(dirname "$2")/etc" /etc/cloud
  # Not over /var/lib/cloud, which is absent until cloud-init has run once.
  for folder in /var/lib /run /var/log; do mount -t tmpfs none $folder; done
  # It does not look at the firmware in a container, as which this may run.
  mkdir "$SCRATCH/bin"
  for name in systemd-detect-virt running-in-container lxc-is-container; do
    printf '#!/bin/sh\\nexit 1\\n' >"$SCRATCH/bin/$name"
    chmod +x "$SCRATCH/bin/$name"
  done
  export PATH="$SCRATCH/bin:$PATH"
`;

const BOOT = `
  { cloud-init init --local; cloud-init init
    cloud-init modules --mode=config; cloud-init modules --mode=final; } >"$SCRATCH/boot.log" 2>&1
  cat /run/cloud-init/result.json
  cloud-init query --all
  echo '@@user-data'
  cat /var/lib/cloud/instance/user-data.txt
  echo '@@log'
  grep -E 'WARN|ERROR|Traceback' /var/log/cloud-init.log || true
  echo '@@refused'
  grep -E ' (4..|5..) 169' "$SCRATCH/mock.log" || true
`;

const WHY =
  NO_NETWORK ||
  (process.getuid?.() === 0 ? '' : ' (skipped: only root may write where cloud-init does)') ||
  (works('cloud-init', '--version') ? '' : ' (skipped: the package cloud-init is not installed)');

test.skipIf(WHY !== '')(`cloud-init boots an instance of profile ec2${WHY}`, () => {
  const { stdout, stderr } = runWithMock(`${MACHINE}\n${BOOT}`, files.join('aemm.json'));
  const [result = '', userData, log, refused] = stdout.split(/^@@.*\n/m);

  expect(stderr).toBe('');
  expect(result).toMatch(/"datasource": "DataSourceEc2(?:Local)?",\s+"errors": \[\]/);
  expect(result).toContain('"instance_id": "i-0123456789abcdef0"');
  expect(result).toContain('"region": "eu-central-1"');
  expect(result).toContain('"local_hostname": "ip-10-0-1-5');
  expect(result).toContain(KEY);
  expect(userData).toBe(USER_DATA);
  expect(log).toBe('');
  expect(refused).toBe('');
});
