import { ServerResponse } from 'node:http';
import { queryObjects } from 'node:v8';
import { expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../test/mock.ts';
import { open } from '../../test/talk.ts';

const GET = 'GET /latest/meta-data/mac HTTP/1.1\r\nHost: a\r\n\r\n';

test('An idle connection keeps nothing of the request that it answered.', async () => {
  const { port } = await startMock();
  for (let count = 0; count < 5; count++) {
    const { socket } = await open(port, GET, (received) => received.endsWith('0e:49:61:0f:c3:11'));
    onTestFinished(() => void socket.destroy());
  }

  await expect.poll(() => queryObjects(ServerResponse, { format: 'count' })).toBe(0);
});
