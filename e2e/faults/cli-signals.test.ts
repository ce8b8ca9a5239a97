import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { RunningCli } from '@aemm/testing';
import { startCli } from '@aemm/testing';
import { expect, test } from 'vitest';

const REQUEST =
  'GET /latest/dynamic/instance-identity/document HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Asks for more answers than the buffers of a connection hold, and reads none, until the mock can send no more. */
async function askWithoutReading(mock: RunningCli): Promise<Socket> {
  const socket = connect(mock.port, '127.0.0.1').on('error', () => {});
  await once(socket, 'connect');
  socket.write(REQUEST.repeat(50_000));
  await once(socket, 'readable');
  let logged = 0;
  let unchanged = 0;
  const isStuck = (): boolean => {
    unchanged = mock.stderr.length === logged ? unchanged + 1 : 0;
    logged = mock.stderr.length;
    return unchanged >= 5;
  };
  await expect.poll(isStuck, { timeout: 20_000, interval: 200 }).toBe(true);
  return socket;
}

// Windows ends a process at the first one.
test.runIf(process.platform !== 'win32').for([
  ['SIGTERM', 'SIGTERM'],
  ['SIGINT', 'SIGINT'],
  ['SIGTERM', 'SIGINT'],
] as const)(
  'a second signal ends at once what the first one waits for: %s, %s',
  async ([first, second]) => {
    await using mock = await startCli();
    const client = await askWithoutReading(mock);
    process.kill(mock.pid, first);
    const connecting = () =>
      fetch(mock.url).then(
        () => 'answered',
        () => 'refused',
      );
    await expect.poll(connecting, { timeout: 20_000 }).toBe('refused');
    expect(client.closed).toBe(false);

    const begun = performance.now();
    const { exitCode } = await mock.stop(second);
    expect(exitCode).toBe(0);
    // Answers have five seconds.
    expect(performance.now() - begun).toBeLessThan(2500);
  },
);
