import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli, startCli, tempTree } from '@aemm/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cacheFolder, KEPT } from '../guard/support/kept-code.ts';

const temp = tempTree();
const options = { home: temp.path, env: { TMPDIR: temp.path } };
const file = join(cacheFolder(temp), KEPT);
let intact: Buffer;

beforeAll(async () => {
  await startUntil(() => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  intact = readFileSync(file);
});

afterAll(() => temp.remove());

/** Starts a mock, which answers, and ends it once something has come about. */
async function startUntil(condition: () => boolean): Promise<void> {
  await using mock = await startCli([], options);
  expect(await fetch(`${mock.url}/latest/meta-data/instance-id`)).toHaveProperty('ok', true);
  await vi.waitUntil(condition, { timeout: 20_000, interval: 20 });
}

/** Puts something in the place of the file, whatever is there. */
function replace(put: () => void): void {
  rmSync(file, { recursive: true, force: true });
  put();
}

function overwrite(at: number, bytes: number): Buffer {
  const code = Buffer.from(intact);
  for (const [index, byte] of code.subarray(at, at + bytes).entries()) code[at + index] = ~byte;
  return code;
}

/** Spread by the golden ratio, so that they lie everywhere and are the same in each run. */
const PLACES = Array.from({ length: 26 }, (_, index) => (index * 0.618_034) % 1);

const DAMAGES: readonly (readonly [what: string, content: () => Buffer])[] = [
  ['overwritten', () => overwrite(intact.length >> 1, 4096)],
  ['cut short', () => intact.subarray(0, intact.length >> 1)],
  ['without its last byte', () => intact.subarray(0, -1)],
  ['longer than it was', () => Buffer.concat([intact, Buffer.alloc(4096)])],
  ['empty', () => Buffer.alloc(0)],
  ['four bytes of zero', () => Buffer.alloc(4)],
  ['zero from the middle on', () => overwrite(0, 0).fill(0, intact.length >> 1)],
  ['zero throughout', () => Buffer.alloc(intact.length)],
  ['the text of another program', () => readFileSync(process.argv[1] ?? '')],
  ['the code as V8 gives it, without a checksum', () => intact.subarray(0, -4)],
];

describe('compiled code that an earlier start has kept, damaged,', () => {
  test('crashes nothing, wherever a block of it was overwritten', async () => {
    for (const [index, place] of PLACES.entries()) {
      const at = Math.floor(place * intact.length);
      writeFileSync(file, overwrite(at, 2 ** (index % 13)));
      const result = await runCli(['--version'], options);

      expect({ at, ...result }).toMatchObject({ at, exitCode: 0, signal: null, stderr: '' });
    }
  });

  test.for(DAMAGES)('is replaced by the next mock: %s', async ([, content]) => {
    const damaged = content();
    replace(() => writeFileSync(file, damaged));
    await startUntil(() => !readFileSync(file).equals(damaged));
    const { ino } = statSync(file);
    await startUntil(() => statSync(file).ino === ino);

    expect((await runCli(['--version'], options)).exitCode).toBe(0);
  });

  test.runIf(process.platform !== 'win32').for([
    ['a pipe', () => execFileSync('mkfifo', [file])],
    ['a link to a device without an end', () => symlinkSync('/dev/zero', file)],
    ['a link to nothing', () => symlinkSync(join(temp.path, 'nothing'), file)],
  ] as const)('is replaced by the next mock: %s', async ([, put]) => {
    replace(put);
    await startUntil(() => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  });

  test('is done without where a folder has its place', async () => {
    replace(() => mkdirSync(file));
    await startUntil(() => true);

    expect((await runCli(['--version'], options)).exitCode).toBe(0);
  });
});
