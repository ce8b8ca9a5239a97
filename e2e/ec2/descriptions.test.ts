import { runCli, tempTree } from '@aemm/testing';
import { expect, test } from 'vitest';

/** Descriptions that contradict themselves, the key that is refused, and the reason. */
const CONTRADICTIONS: readonly (readonly [instance: object, key: string, reason: string])[] = [
  [
    { region: 'us-east-1', availabilityZone: 'eu-central-1b' },
    'availabilityZone',
    'It conflicts with config file input "us-east-1" for key instance.region in FILE:1:39: the name of a zone begins with that of its region.',
  ],
  [
    { type: 'm7g.large', architecture: 'x86_64' },
    'architecture',
    'm7g.large is arm64, but instance.architecture is x86_64.',
  ],
  [
    { placement: { partitionNumber: 2 } },
    'placement.partitionNumber',
    'A partition number needs instance.placement.groupName.',
  ],
  [
    { userData: 'a', userDataBase64: 'Yg==' },
    'userDataBase64',
    'Give either instance.userData or instance.userDataBase64.',
  ],
  [{ userData: 'x'.repeat(16_385) }, 'userData', 'It has 16385 bytes; EC2 takes 16384.'],
  [
    { tags: { 'a b': 'x' } },
    'tags.a b',
    'EC2 does not expose a tag "a b" in metadata: letters, digits and + - = . , _ : @ only, and not _index.',
  ],
  [
    { interfaces: [{ deviceNumber: 1 }] },
    'interfaces',
    'No interface has deviceNumber 0, which makes it the primary one.',
  ],
  [
    { interfaces: [{ deviceNumber: 0 }, { deviceNumber: 0 }] },
    'interfaces.1.deviceNumber',
    'instance.interfaces.0 is the primary interface already: give this one another deviceNumber or networkCard.',
  ],
  [
    { interfaces: [{ id: 'eni-1' }, { id: 'eni-1' }] },
    'interfaces.1.id',
    'instance.interfaces.0.id is eni-1 too.',
  ],
  [
    { mac: '0a:00:00:00:00:01', interfaces: [{ mac: '0a:00:00:00:00:02' }] },
    'mac',
    'instance.interfaces.0.mac says "0a:00:00:00:00:02": give one of them.',
  ],
  [
    { interfaces: [{ subnetCidr: '10.0.1.0/24', privateIps: ['10.0.2.5'] }] },
    'interfaces.0.privateIps',
    '10.0.2.5 is not in 10.0.1.0/24 of instance.interfaces.0.subnetCidr.',
  ],
  [
    { interfaces: [{ subnetCidr: '10.0.1.0/24', vpcCidrs: ['10.1.0.0/16'] }] },
    'interfaces.0.subnetCidr',
    '10.0.1.0/24 is not in 10.1.0.0/16 of instance.interfaces.0.vpcCidrs.',
  ],
  [
    { interfaces: [{ privateIps: ['10.0.0.5'], publicIps: { '203.0.113.1': '10.0.0.9' } }] },
    'interfaces.0.publicIps.203.0.113.1',
    '10.0.0.9 is not in instance.interfaces.0.privateIps.',
  ],
  [
    { interfaces: [{ privateIps: ['10.0.0.5'] }, { privateIps: ['10.0.0.5'] }] },
    'interfaces.1',
    '10.0.0.5 is an address of instance.interfaces.0 too.',
  ],
  [
    {
      privateIp: '10.0.2.5',
      interfaces: [{ deviceNumber: 1 }, { deviceNumber: 0, subnetCidr: '10.0.1.0/24' }],
    },
    'privateIp',
    '10.0.2.5 is not in 10.0.1.0/24 of instance.interfaces.1.subnetCidr.',
  ],
];

test.each(CONTRADICTIONS)(
  'profile ec2 does not start with %o: instance.%s is refused in one line',
  async (instance, key, reason) => {
    using tree = tempTree({ 'aemm.json': JSON.stringify({ profile: 'ec2', instance }) });
    const file = tree.join('aemm.json');
    const { exitCode, stdout, stderr } = await runCli(['-c', file, '-p', '0']);

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    const [line = '', ...others] = stderr.replaceAll(file, 'FILE').split('\n');
    expect(others).toEqual(['']);
    expect(line).toMatch(/^Invalid config file input /);
    expect(line).toContain(` for key instance.${key} in FILE:1:`);
    expect(line.endsWith(`. ${reason}`)).toBe(true);
  },
);
