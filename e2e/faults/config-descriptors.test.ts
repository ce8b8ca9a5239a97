import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { startMock } from '../cli/support/mock.ts';
import { canLimitFiles, limitFiles, lowestFree } from './support/process-facts.ts';

const MAC = '/latest/meta-data/mac';
const SOON = { timeout: 15_000, interval: 20 };
const NO_PRLIMIT = canLimitFiles ? '' : ' (skipped: there is no prlimit on the PATH)';

/** A file whose size makes it one that a thread parses. */
function largeConfig(mac: string): object {
  return { metadata: { values: { mac, rack: 'x'.repeat(20_000) }, paths: { rack: '/rack' } } };
}

describe.runIf(canLimitFiles)(`a change while no file can be opened${NO_PRLIMIT}`, () => {
  test.each([
    // A limit of none at all holds whatever else the process closes meanwhile.
    ['its file', () => 0, /stays as it was: .*this process has too many open files\.\n/],
    [
      'the thread that parses it',
      (pid: number, file: string) => lowestFree(pid, file) + 2,
      /stays as it was: .*no thread can be started to parse it: .*\n/,
    ],
  ])('is served once there is a descriptor for %s again, and reported once', async (...row) => {
    const [, limit, message] = row;
    using tree = tempTree({ 'aemm.json': largeConfig('old') });
    const file = tree.join('aemm.json');
    await using mock = await startMock('-c aemm.json -w', { home: tree.path });

    limitFiles(mock.pid, limit(mock.pid, file));
    tree.write({ 'aemm.json': largeConfig('new') });
    await mock.waitFor(message);
    limitFiles(mock.pid);

    await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('new');
    await mock.waitFor(/Reloaded the configuration/);
    expect(mock.stderr.match(/stays as it was/g)).toHaveLength(1);
  });
});
