import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunningCli } from '@aemm/testing';
import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startWithScript } from './support/mock-process.ts';

const SCRIPT = fileURLToPath(new URL('support/set-clock.cjs', import.meta.url));
const HOUR = 3_600_000;

/** A mock on a machine whose time of day can be set. */
async function startWithClock(args: readonly string[]) {
  const home = tempTree({ clock: '0' });
  onTestFinished(() => home.remove());
  const env = { CLOCK_FILE: home.join('clock') };
  const mock = await startWithScript(SCRIPT, args, { home: home.path, env });
  onTestFinished(async () => void (await mock.stop()));
  return { mock, setBy: (ms: number) => writeFileSync(env.CLOCK_FILE, String(ms)) };
}

async function statusOf({ url }: RunningCli, path: string, token = ''): Promise<number> {
  const headers = token === '' ? {} : { 'X-aws-ec2-metadata-token': token };
  const answer = await fetch(`${url}${path}`, { headers });
  await answer.text();
  return answer.status;
}

const NOTICE = '/latest/meta-data/spot/instance-action';

test('a clock that is set back takes no notice back, and the log warns of it', async () => {
  const { mock, setBy } = await startWithClock(['spot', '-d', '1']);
  expect(await statusOf(mock, NOTICE)).toBe(404);
  await expect.poll(() => statusOf(mock, NOTICE), { timeout: 10_000 }).toBe(200);
  setBy(-HOUR);

  expect(await statusOf(mock, NOTICE)).toBe(200);
  await mock.waitFor(
    /Warning: the system clock was set back\. .* is 3600s ahead until it is restarted\./,
  );
});

test('a clock that is set back extends no session token', async () => {
  const { mock, setBy } = await startWithClock(['--imdsv2']);
  const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': '1' };
  const answer = await fetch(`${mock.url}/latest/api/token`, { method: 'PUT', headers });
  const token = await answer.text();
  setBy(-HOUR);

  await expect
    .poll(() => statusOf(mock, '/latest/meta-data/mac', token), { timeout: 10_000 })
    .toBe(401);
});

test('a clock that is set forward fires notices', async () => {
  const { mock, setBy } = await startWithClock(['spot', '-d', '3600']);
  expect(await statusOf(mock, NOTICE)).toBe(404);
  setBy(HOUR);

  expect(await statusOf(mock, NOTICE)).toBe(200);
});
