import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { readFormat, requireProgram } from '../src/program-format.ts';
import { requireNative, TARGETS } from '../src/targets.ts';
import { EXECUTABLE, SKIPPED } from './support/executable.ts';

const PE_START = 0x80;

/** Headers with nothing but platform and machine. */
const HEADERS = {
  'linux-x64': elf(0x3e),
  'linux-arm64': elf(0xb7),
  'win32-x64': pe(0x8664),
  'win32-arm64': pe(0xaa64),
  'darwin-x64': machO(0x0100_0007),
  'darwin-arm64': machO(0x0100_000c),
};

describe('the format of a program', () => {
  test.each(Object.entries(HEADERS))('%s', (name, header) => {
    const { platform, arch } = readFormat(header) ?? {};
    expect(`${platform}-${arch}`).toBe(name);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('#!/bin/sh\n')],
    ['ELF of 32 bits', Buffer.from(elf(0x3e)).fill(1, 4, 5)],
    ['ELF for another machine', elf(0x28)],
    ['MZ without PE', pe(0x8664).subarray(0, PE_START)],
    ['ELF that is cut off', elf(0x3e).subarray(0, 19)],
  ])('%s is none that is known', (_, header) => {
    expect(readFormat(header)).toBeUndefined();
  });

  test.each(TARGETS)(
    'a program for $platform-$arch is refused for every other target',
    (target) => {
      using tree = tempTree();
      const name = `${target.platform}-${target.arch}` as keyof typeof HEADERS;
      tree.write({ program: HEADERS[name] });
      const accepted = TARGETS.filter((other) => {
        try {
          requireProgram(tree.join('program'), other);
          return true;
        } catch (error) {
          expect(String(error)).toContain(
            `is for ${name}, not for ${other.platform}-${other.arch}`,
          );
          return false;
        }
      });
      expect(accepted).toEqual([target]);
    },
  );

  test.skipIf(EXECUTABLE === undefined)(
    `the executable is for this machine${EXECUTABLE ? '' : SKIPPED}`,
    () => {
      expect(() => requireProgram(EXECUTABLE ?? '', requireNative())).not.toThrow();
    },
  );
});

function elf(machine: number): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02\x01', 'latin1');
  header.writeUInt16LE(machine, 18);
  return header;
}

function pe(machine: number): Buffer {
  const header = Buffer.alloc(256);
  header.write('MZ', 'latin1');
  header.writeUInt32LE(PE_START, 0x3c);
  header.write('PE\0\0', PE_START, 'latin1');
  header.writeUInt16LE(machine, PE_START + 4);
  return header;
}

function machO(machine: number): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeed_facf, 0);
  header.writeUInt32LE(machine, 4);
  return header;
}
