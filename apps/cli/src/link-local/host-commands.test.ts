import { describe, expect, test } from 'vitest';
import type { Change, HostFacts } from './host-commands.ts';
import { hostCommands, typed } from './host-commands.ts';

const LOOPBACK = { lo: [{ address: '127.0.0.1' }, { address: '::1' }] };
const BOTH = { lo: [...LOOPBACK.lo, { address: '169.254.169.254' }, { address: 'fd00:ec2::254' }] };

function lines(change: Change, facts: Partial<HostFacts>): readonly string[] | undefined {
  const all = { platform: 'linux', isRoot: false, interfaces: LOOPBACK, ...facts } as const;
  return hostCommands(change, all)?.map(typed);
}

describe('the commands of', () => {
  test('Linux', () => {
    expect(lines('up', {})).toEqual([
      'sudo ip address add 169.254.169.254/32 dev lo',
      'sudo ip address add fd00:ec2::254/128 dev lo',
    ]);
    expect(lines('down', { interfaces: BOTH, isRoot: true })).toEqual([
      'ip address del 169.254.169.254/32 dev lo',
      'ip address del fd00:ec2::254/128 dev lo',
    ]);
  });

  test('macOS', () => {
    expect(lines('up', { platform: 'darwin' })).toEqual([
      'sudo ifconfig lo0 alias 169.254.169.254 255.255.255.255',
      'sudo ifconfig lo0 inet6 fd00:ec2::254 prefixlen 128 alias',
    ]);
    expect(lines('down', { platform: 'darwin', interfaces: BOTH })).toEqual([
      'sudo ifconfig lo0 inet 169.254.169.254 -alias',
      'sudo ifconfig lo0 inet6 fd00:ec2::254 -alias',
    ]);
  });

  test('Windows', () => {
    expect(lines('up', { platform: 'win32' })).toEqual([
      'netsh interface ipv4 add address "Loopback Pseudo-Interface 1" 169.254.169.254 255.255.255.255',
      'netsh interface ipv6 add address "Loopback Pseudo-Interface 1" fd00:ec2::254/128',
    ]);
    expect(lines('down', { platform: 'win32', interfaces: BOTH })).toEqual([
      'netsh interface ipv4 delete address "Loopback Pseudo-Interface 1" 169.254.169.254',
      'netsh interface ipv6 delete address "Loopback Pseudo-Interface 1" fd00:ec2::254',
    ]);
  });

  test('another system are not known', () => {
    expect(lines('up', { platform: 'aix' })).toBeUndefined();
  });
});

test('what is as it should be is left alone', () => {
  expect(lines('up', { interfaces: BOTH })).toEqual([]);
  expect(lines('down', {})).toEqual([]);
  const half = { lo: [...LOOPBACK.lo, { address: '169.254.169.254' }] };
  expect(lines('up', { interfaces: half })).toHaveLength(1);
  expect(lines('down', { interfaces: half })).toHaveLength(1);
});

test('a machine without IPv6 gets the IPv4 address alone', () => {
  const interfaces = { lo: [{ address: '127.0.0.1' }] };
  expect(lines('up', { interfaces })).toEqual(['sudo ip address add 169.254.169.254/32 dev lo']);
});
