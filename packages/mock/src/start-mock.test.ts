import { spawnSync } from 'node:child_process';
import { AemmError, defineCategory, textSetting } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import { startMock } from './index.ts';

const rack = defineCategory({
  id: 'rack',
  contract: 1,
  description: 'Where the machine stands',
  settings: { room: textSetting({ description: 'name of the room', default: 'blue' }) },
  leaves: [
    {
      key: 'rack-room',
      path: 'meta-data/rack/room',
      value: ({ settings }) => settings.room,
    },
    {
      key: 'rack-fault',
      path: 'meta-data/rack/fault',
      value: () => {
        throw new Error('no such rack');
      },
    },
  ],
  notices: [
    {
      key: 'rack-move',
      path: 'meta-data/rack/move',
      trigger: 'mock',
      value: () => 'soon',
    },
  ],
});

const IMPORT = `import { startMock } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};`;

/** Runs a program in a process of its own. */
function runScript(script: string) {
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
}

async function get(url: string): Promise<[status: number, text: string]> {
  const answer = await fetch(url);
  return [answer.status, await answer.text()];
}

test("a category is served beside core's static metadata", async () => {
  await using mock = await startMock({
    categories: [rack],
    settings: { rack: { room: 'red' } },
  });

  expect(await get(`${mock.url}/latest/meta-data/rack/room`)).toEqual([200, 'red']);
  expect(await get(`${mock.url}/latest/meta-data/ami-id`)).toEqual([200, 'ami-0a887e401f7654935']);
});

test('a notice fires when the clock is moved', async () => {
  await using mock = await startMock({
    categories: [rack],
    timing: { delaySec: 30, triggerTime: '' },
  });
  const notice = `${mock.url}/latest/meta-data/rack/move`;

  mock.clock.advance(29);
  expect((await get(notice))[0]).toBe(404);
  mock.clock.advance(1);
  expect(await get(notice)).toEqual([200, 'soon']);
});

describe('a reload', () => {
  test('takes what a start takes, and keeps the bundled categories', async () => {
    await using mock = await startMock({ categories: [rack], settings: { rack: { room: 'red' } } });

    mock.reload({ instance: { id: 'i-0123456789abcdef0' } });
    expect(await get(`${mock.url}/latest/meta-data/instance-id`)).toEqual([
      200,
      'i-0123456789abcdef0',
    ]);
    expect((await get(`${mock.url}/latest/meta-data/rack/room`))[0]).toBe(404);

    mock.reload({ categories: [rack], settings: { rack: { room: 'green' } } });
    expect(await get(`${mock.url}/latest/meta-data/rack/room`)).toEqual([200, 'green']);

    mock.reload();
    expect((await get(`${mock.url}/latest/meta-data/ami-id`))[0]).toBe(200);
  });

  test('that is refused leaves everything as it was', async () => {
    await using mock = await startMock({ instance: { id: 'i-1' } });

    expect(() => mock.reload({ instance: { privateIp: '10.0.0.700' } })).toThrow(AemmError);
    expect(await get(`${mock.url}/latest/meta-data/instance-id`)).toEqual([200, 'i-1']);
  });
});

test('what the mock logs can be read, without its time', async () => {
  await using mock = await startMock({ categories: [rack] });

  expect((await get(`${mock.url}/latest/meta-data/rack/fault`))[0]).toBe(500);
  await mock.close();
  expect(mock.imds.snapshot.problems.map(({ code }) => code)).toEqual(['AEMM_CATEGORY_THREW']);
});

test('mocks run side by side, and the same tokens come in every run', async () => {
  await using one = await startMock();
  await using other = await startMock();
  const token = async ({ url }: { url: string }) => {
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
    return (await fetch(`${url}/latest/api/token`, { method: 'PUT', headers })).text();
  };

  expect(one.url).not.toBe(other.url);
  expect(await token(one)).toBe(await token(other));
});

test('a category that cannot be served stops the start', async () => {
  await expect(startMock({ categories: [rack, rack] })).rejects.toBeInstanceOf(AemmError);
});

test.each([{ fault: [] }, { category: [] }, { configfile: 'imds.yaml' }])(
  'an option that there is not is refused, with all that there are: %j',
  async (options) => {
    const [name = ''] = Object.keys(options);
    const allowed = /"\. Allowed: .*categories.*configFile.*clock.*now.*fleet.*faults.*random\.$/;
    const starting = startMock(options as object);
    await expect(starting).rejects.toThrow(`There is no option with the name "${name}".`);
    await expect(starting).rejects.toThrow(allowed);
  },
);

test('a mock that a test forgot to close does not keep the process alive', () => {
  const script = `
    import { Agent, get } from 'node:http';
    ${IMPORT}
    const { url } = await startMock();
    get(url, { agent: new Agent({ keepAlive: true }) }, (response) => {
      response.resume().once('end', () => console.log('answered'));
    });
  `;

  expect(runScript(script)).toMatchObject({ status: 0, stdout: 'answered\n' });
});

test('a wait for a request lasts as long as it says in a process that nothing else keeps alive', () => {
  const script = `
    ${IMPORT}
    async function main() {
      const mock = await startMock();
      await mock.waitForRequest('/x', { timeoutMs: 50 }).catch(({ message }) => console.log(message));
    }
    void main();
  `;

  expect(runScript(script)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Waited for 50 ms.'),
  });
});

test.each([2 ** 31, Number.POSITIVE_INFINITY])('a wait may last %d ms', async (timeoutMs) => {
  await using mock = await startMock();
  const came = mock.waitForRequest('/later', { timeoutMs });
  await fetch(`${mock.url}/earlier`);
  await fetch(`${mock.url}/later`);
  expect(await came).toMatchObject({ path: '/later' });
});

test.each([Number.NaN, -1])('a wait of %d ms is refused', async (timeoutMs) => {
  await using mock = await startMock();
  await expect(mock.waitForRequest('/x', { timeoutMs })).rejects.toThrow(
    `${timeoutMs} is not allowed for timeoutMs. Allowed: milliseconds from 0, or Infinity.`,
  );
});
