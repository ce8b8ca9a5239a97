import { expect, test } from 'vitest';
import { parseRoute } from './route.ts';

test.each([
  [
    '169.254.169.254 via 192.0.2.1 dev eth0 src 192.0.2.2 uid 0 \n    cache \n',
    { kind: 'away', device: 'eth0', gateway: '192.0.2.1' },
  ],
  [
    '169.254.169.254 dev wlan0 src 169.254.7.7 uid 1000 \n    cache \n',
    { kind: 'away', device: 'wlan0', gateway: undefined },
  ],
  [
    'local 169.254.169.254 dev lo src 169.254.169.254 uid 0 \n    cache <local> \n',
    { kind: 'local', device: 'lo' },
  ],
  [
    'local fd00:ec2::254 from :: dev lo table local proto kernel src fd00:ec2::254 metric 0\n',
    { kind: 'local', device: 'lo' },
  ],
  ['unreachable fd00:ec2::23 dev lo table unspec metric 1024\n', { kind: 'none' }],
  ['', undefined],
])('%j', (text, route) => {
  expect(parseRoute(text)).toEqual(route);
});
