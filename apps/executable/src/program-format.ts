import { closeSync, openSync, readSync } from 'node:fs';
import type { Target } from './targets.ts';
import { nameOf } from './targets.ts';

type Machine = Pick<Target, 'platform' | 'arch'>;

/** More than lies before the header of PE, the only one that is not at the start. */
const HEADER_BYTES = 4096;

const ELF_MACHINES = new Map<number, Target['arch']>([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);
const PE_MACHINES = new Map<number, Target['arch']>([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);
const MACH_O_MACHINES = new Map<number, Target['arch']>([
  [0x0100_0007, 'x64'],
  [0x0100_000c, 'arm64'],
]);

/**
 * Checks that a file is a program of a target.
 *
 * @throws Error that names what it is, if it is another
 */
export function requireProgram(file: string, { platform, arch }: Machine): void {
  const found = readFormat(headerOf(file));
  if (found?.platform === platform && found.arch === arch) return;
  const actual = found === undefined ? 'no program that is known' : `for ${nameOf(found)}`;
  throw new Error(`${file} is ${actual}, not for ${nameOf({ platform, arch })}.`);
}

/** The platform of a program of 64 bits, by its first bytes: ELF, PE or Mach-O. */
export function readFormat(header: Buffer): Machine | undefined {
  return readElf(header) ?? readPe(header) ?? readMachO(header);
}

function readElf(header: Buffer): Machine | undefined {
  // Class 2: 64 bits; data 1: little-endian.
  if (header.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return undefined;
  return machine('linux', ELF_MACHINES.get(uint16(header, 18)));
}

function readPe(header: Buffer): Machine | undefined {
  if (header.toString('latin1', 0, 2) !== 'MZ') return undefined;
  const start = uint32(header, 0x3c);
  if (header.toString('latin1', start, start + 4) !== 'PE\0\0') return undefined;
  return machine('win32', PE_MACHINES.get(uint16(header, start + 4)));
}

function readMachO(header: Buffer): Machine | undefined {
  if (uint32(header, 0) !== 0xfeed_facf) return undefined;
  return machine('darwin', MACH_O_MACHINES.get(uint32(header, 4)));
}

function machine(
  platform: Target['platform'],
  arch: Target['arch'] | undefined,
): Machine | undefined {
  return arch && { platform, arch };
}

/** 0 beyond the end, which means nothing in any of the formats. */
function uint16(header: Buffer, at: number): number {
  return at + 2 <= header.length ? header.readUInt16LE(at) : 0;
}

function uint32(header: Buffer, at: number): number {
  return at + 4 <= header.length ? header.readUInt32LE(at) : 0;
}

function headerOf(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(descriptor, header));
  } finally {
    closeSync(descriptor);
  }
}
