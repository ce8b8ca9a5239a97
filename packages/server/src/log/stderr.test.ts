import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { open } from '../../test/talk.ts';

const CHILD = fileURLToPath(new URL('../../test/stalled-child.mjs', import.meta.url));
const REQUEST = 'GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\n\r\n';

async function startChild(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, port: await receive(child) };
}

/** The next message of the child. Rejects if it dies instead. Until then its output is not read. */
function receive(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const died = async (code: number | null, signal: NodeJS.Signals | null) => {
      const written = await text(child.stderr as Readable).catch(String);
      reject(
        new Error(`The child ended (${signal ?? code}) without a message. It wrote:\n${written}`),
      );
    };
    // Node throws away what is not being read by the end of this event.
    child.once('exit', died);
    child.once('message', (message: number) => {
      child.off('exit', died);
      resolve(message);
    });
  });
}

/** Asks, and waits for every answer. */
async function ask(port: number, times: number): Promise<void> {
  const counts = (received: string): boolean => received.split('0e:49:61:0f:c3:11').length > times;
  const { socket } = await open(port, REQUEST.repeat(times), counts);
  socket.destroy();
}

async function askForDropped(child: ChildProcess): Promise<number> {
  child.send('dropped');
  return receive(child);
}

async function end(child: ChildProcess): Promise<number | null> {
  const exit = once(child, 'exit');
  child.send('end');
  const [code] = await exit;
  return code;
}

describe('standard error', () => {
  test('has at once the line that the mock is ready', async () => {
    const { child, port } = await startChild();
    const [line] = await once(child.stderr as Readable, 'data');
    expect(String(line)).toContain(`Initiating ec2-metadata-mock for all mocks on port ${port}\n`);
    expect(await end(child)).toBe(0);
  });

  test('whose reader has stopped holds up neither answers nor the end', async () => {
    const { child, port } = await startChild();
    for (let rounds = 0; rounds < 500 && (await askForDropped(child)) === 0; rounds++) {
      await ask(port, 500);
    }
    expect(await askForDropped(child)).toBeGreaterThan(0);
    expect(await end(child)).toBe(0);
  });

  test('whose reader is gone stops nothing', async () => {
    const { child, port } = await startChild();
    child.stderr?.destroy();
    await ask(port, 100);
    await ask(port, 100);
    await expect.poll(() => askForDropped(child), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await end(child)).toBe(0);
  });
});
