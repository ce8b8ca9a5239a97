import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InstanceDescription } from '../index.ts';
import { bundledCategories, createEc2Profile } from '../index.ts';
import { createTestImds } from '../testing.ts';
import { contains, ipv4Around, ipv4At, parseAddress, parseCidr } from '../text/ip.ts';
import { readDescription } from './read-description.ts';

const META = '/latest/meta-data';
const MACS = `${META}/network/interfaces/macs`;

function open(instance: InstanceDescription) {
  const { request } = createTestImds({
    profile: createEc2Profile(),
    categories: bundledCategories,
    instance,
  });
  const read = (path: string) => {
    const { status, body } = request(path);
    return status === 200 ? body : status;
  };
  const macs = String(read(`${MACS}/`)).split('\n');
  return {
    read,
    /** A value of each interface, in the order of their device numbers. */
    each: (name: string) =>
      macs
        .sort(
          (one, other) =>
            Number(read(`${MACS}/${one}device-number`)) -
            Number(read(`${MACS}/${other}device-number`)),
        )
        .map((mac) => read(`${MACS}/${mac}${name}`)),
  };
}

function refusals(instance: InstanceDescription): string[] {
  return readDescription(instance).findings.map(({ path }) => path.join('.'));
}

describe('the block of a subnet', () => {
  test('holds every address and prefix in it', () => {
    const { each } = open({
      interfaces: [
        {
          subnetId: 'subnet-1',
          privateIps: ['10.0.1.5', '10.0.17.99'],
          ipv4Prefixes: ['10.0.30.16/28'],
        },
        { subnetId: 'subnet-1', privateIps: ['10.0.9.7'] },
      ],
    });
    expect(each('subnet-ipv4-cidr-block')).toEqual(['10.0.0.0/19', '10.0.0.0/19']);
    expect(each('vpc-ipv4-cidr-block')).toEqual(['10.0.0.0/16', '10.0.0.0/16']);
  });

  test('is that of another interface in it', () => {
    const { each } = open({
      interfaces: [
        { subnetId: 'subnet-1', privateIps: ['10.0.1.5'] },
        { subnetId: 'subnet-1', subnetCidr: '10.0.0.0/20', privateIps: ['10.0.9.7'] },
      ],
    });
    expect(each('subnet-ipv4-cidr-block')).toEqual(['10.0.0.0/20', '10.0.0.0/20']);
  });

  test('has an id of its own where an interface leaves that of the primary one', () => {
    const { each } = open({ interfaces: [{}, {}, { privateIps: ['10.0.2.5'] }] });
    const [first, second, third] = each('subnet-id');
    expect(second).toBe(first);
    expect(third).toMatch(/^subnet-[\da-f]{17}$/);
    expect(third).not.toBe(first);
    expect(new Set(each('vpc-id')).size).toBe(1);
    const blocks = '172.31.0.0/16\n10.0.0.0/16';
    expect(each('vpc-ipv4-cidr-blocks')).toEqual([blocks, blocks, blocks]);
  });

  test('cannot be larger than one of EC2', () => {
    const interfaces = [{ privateIps: ['10.0.0.5', '10.1.0.5'] }];
    expect(refusals({ interfaces })).toEqual(['interfaces.0.privateIps']);
  });

  test('is the smallest that holds them all', () => {
    const lengths = fc.integer({ min: 16, max: 24 });
    const places = fc.array(fc.nat(65_535), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(places, lengths, (found, longest) => {
        const addresses = found.map((place) => ipv4At('10.9.0.0/16', place));
        const block = parseCidr(ipv4Around(addresses, longest, 16) ?? '');
        if (block === undefined) throw new Error('there is none');
        const holds = (prefix: number) =>
          addresses.every((text) => {
            const address = parseAddress(text);
            return address !== undefined && contains({ ...block, prefix }, address);
          });
        expect(holds(block.prefix)).toBe(true);
        const halves = [0n, 1n << BigInt(31 - block.prefix)];
        const isSmallest = halves.every((half) => {
          const smaller = { ...block, address: block.address + half, prefix: block.prefix + 1 };
          return addresses.some((text) => !contains(smaller, parseAddress(text) ?? block));
        });
        expect(isSmallest || block.prefix === longest).toBe(true);
      }),
    );
  });
});

describe('a public address', () => {
  test('leads to private ones, which need not be described', () => {
    const { read, each } = open({ interfaces: [{ publicIps: { '198.51.100.3': '10.0.0.9' } }] });
    expect(read(`${META}/local-ipv4`)).toBe('10.0.0.9');
    expect(read(`${META}/public-ipv4`)).toBe('198.51.100.3');
    expect(each('ipv4-associations/198.51.100.3')).toEqual(['10.0.0.9']);
  });

  test('of the instance is that of its primary private one', () => {
    const privateIps = ['10.0.0.5', '10.0.0.6'];
    const publicIps = { '192.0.2.9': '10.0.0.6', '192.0.2.3': '10.0.0.5' };
    const { read } = open({ interfaces: [{ privateIps, publicIps }] });
    expect(read(`${META}/public-ipv4`)).toBe('192.0.2.3');
    expect(read(`${META}/public-hostname`)).toBe('ec2-192-0-2-3.compute-1.amazonaws.com');
  });

  test.each<[string, InstanceDescription]>([
    ['publicIp', { publicIp: '192.0.2.3', privateIp: null }],
    ['publicIp', { publicIp: '192.0.2.3', interfaces: [{ privateIps: null }] }],
    [
      'interfaces.0.publicIps.192.0.2.3',
      { interfaces: [{ privateIps: null, publicIps: { '192.0.2.3': '10.0.0.9' } }] },
    ],
  ])('without a private one is found: %s', (path, instance) => {
    expect(refusals(instance)).toEqual([path]);
  });
});

describe('interfaces', () => {
  test('are known by MAC addresses in lower case, and by short IPv6 addresses', () => {
    const { read } = open({ mac: '0E:49:61:0F:C3:11', ipv6: '2001:DB8:0:0:0:0:0:1' });
    expect(read(`${META}/mac`)).toBe('0e:49:61:0f:c3:11');
    expect(read(`${MACS}/0e:49:61:0f:c3:11/mac`)).toBe('0e:49:61:0f:c3:11');
    expect(read(`${META}/ipv6`)).toBe('2001:db8::1');
    expect(read(`${MACS}/0e:49:61:0f:c3:11/subnet-ipv6-cidr-blocks`)).toBe('2001:db8::/64');
  });

  test('have no IPv6 address where that is null', () => {
    const { each } = open({ interfaces: [{ ipv6: null }] });
    expect(each('ipv6s')).toEqual([404]);
    const imds = createTestImds({
      categories: bundledCategories,
      instance: { interfaces: [{ ipv6: null }] },
    });
    expect(imds.request(`${META}/ipv6`).status).toBe(404);
  });

  test('are primary by number 0, wherever they stand', () => {
    const { read, each } = open({
      interfaces: [{ id: 'eni-2' }, { deviceNumber: 0, id: 'eni-1' }],
    });
    expect(each('interface-id')).toEqual(['eni-1', 'eni-2']);
    expect(read(`${META}/mac`)).toBe(each('mac')[0]);
  });

  test('have numbers of their own', () => {
    const { each } = open({ interfaces: [{}, {}, { deviceNumber: 1 }, {}] });
    expect(each('device-number')).toEqual(['0', '1', '2', '3']);
    expect(refusals({ interfaces: [{}, { deviceNumber: 1 }, { deviceNumber: 1 }] })).toEqual([
      'interfaces.2.deviceNumber',
    ]);
    const cards = [{ deviceNumber: 1 }, { deviceNumber: 1, networkCard: 1 }];
    expect(refusals({ interfaces: [{}, ...cards] })).toEqual([]);
  });

  test('name the list that has the wrong address', () => {
    const subnetIpv6Cidrs = ['2001:db8:1:1::/64'];
    const ipv6 = ['2001:db8:1:1::5'];
    const ipv6Prefixes = ['2001:db8:2:1::/80'];
    expect(refusals({ interfaces: [{ subnetIpv6Cidrs, ipv6, ipv6Prefixes }] })).toEqual([
      'interfaces.0.ipv6Prefixes',
    ]);
  });

  test('have a name for each of their groups', () => {
    const { read, each } = open({ securityGroupIds: ['sg-1', 'sg-2'] });
    expect(read(`${META}/security-groups`)).toBe('default\nlaunch-wizard-1');
    expect(each('security-group-ids')).toEqual(['sg-1\nsg-2']);
  });
});

test('a key that ends in a line feed has one', () => {
  const { read } = open({ keyPairs: [{ name: 'mine', publicKey: 'ssh-ed25519 AAAA mine\n' }] });
  expect(read(`${META}/public-keys/0/openssh-key`)).toBe('ssh-ed25519 AAAA mine\n');
});

test('the time of a launch is written as EC2 does', () => {
  const { read } = open({ launchedAt: '2024-05-06T07:08:09.5+02:00' });
  const document = JSON.parse(String(read('/latest/dynamic/instance-identity/document')));
  expect(document.pendingTime).toBe('2024-05-06T05:08:09Z');
});

test('an instance is launched before anything of it was looked at', () => {
  const { read } = open({});
  const document = JSON.parse(String(read('/latest/dynamic/instance-identity/document')));
  const { LastUpdated } = JSON.parse(String(read(`${META}/iam/info`)));
  expect(Date.parse(document.pendingTime)).toBeLessThan(Date.parse(LastUpdated));
});
