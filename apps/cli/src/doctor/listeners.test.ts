import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listensOn } from './listeners.ts';

const HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n';

function tables(tcp: string, tcp6?: string): (path: string) => string | undefined {
  return (path) => (path.endsWith('tcp6') ? tcp6 : HEAD + tcp);
}

describe('something listens', () => {
  test.each([
    ['on the address', '   0: FEA9FEA9:0050 00000000:0000 0A 0:0', '', '169.254.169.254', true],
    ['on all of IPv4', '   0: 00000000:0050 00000000:0000 0A 0:0', '', '169.254.169.254', true],
    ['on another port', '   0: FEA9FEA9:0051 00000000:0000 0A 0:0', '', '169.254.169.254', false],
    ['on another address', '   0: 0100007F:0050 00000000:0000 0A', '', '169.254.169.254', false],
    ['no more: connected', '   0: FEA9FEA9:0050 FEA9FEA9:9000 01', '', '169.254.169.254', false],
    [
      'on all addresses',
      '',
      `   0: ${'0'.repeat(32)}:0050 ${'0'.repeat(32)}:0000 0A`,
      '169.254.169.254',
      true,
    ],
    [
      'on the address in IPv6',
      '',
      `   0: C20E00FD000000000000000054020000:0050 ${'0'.repeat(32)}:0000 0A`,
      'fd00:ec2::254',
      true,
    ],
  ])('%s', (_, tcp, tcp6, address, expected) => {
    expect(listensOn(address, 80, tables(tcp, tcp6))).toBe(expected);
  });

  test('where it is not known, without tables', () => {
    expect(listensOn('169.254.169.254', 80, () => undefined)).toBeUndefined();
  });

  test.runIf(process.platform === 'linux').each(['127.0.0.1', '::1'])(
    'and is found in the tables of this machine: %s',
    async (address) => {
      const server = createServer();
      onTestFinished(() => void server.close());
      const listening = await new Promise<boolean>((resolve) => {
        server.once('listening', () => resolve(true)).once('error', () => resolve(false));
        server.listen(0, address);
      });
      // A machine may have no IPv6.
      if (!listening) return;
      const { port } = server.address() as AddressInfo;
      expect(listensOn(address, port)).toBe(true);
      server.close();
      await new Promise((resolve) => server.once('close', resolve));
      expect(listensOn(address, port)).toBe(false);
    },
  );
});
