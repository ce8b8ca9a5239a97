import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startMock } from '../cli/support/mock.ts';
import { runExec } from '../exec/support/run.ts';

const SOON = { timeout: 15_000, interval: 20 };
const TAGS = '/latest/meta-data/tags/instance';

/** A tag that is set at a time. */
const tagAt = (at: string, name: string): string =>
  `- { at: ${at}, do: tags.set, with: { name: ${name}, value: set } }`;

test('a mock plays the scenario of its file, and another one when the file changes', async () => {
  const hour = `scenario:\n  ${tagAt('0s', 'first')}\n  ${tagAt('1h', 'second')}\n`;
  using tree = tempTree({ 'aemm.yaml': hour });
  await using mock = await startMock('spot -w -c aemm.yaml --speed 3600', { home: tree.path });
  const steps = () => mock.stderr.match(/Scenario: tags\.set/g)?.length;
  const tag = async (name: string) => (await mock.get(`${TAGS}/${name}`)).body;
  expect(await tag('first')).toBe('set');
  await expect.poll(() => tag('second'), SOON).toBe('set');
  await expect.poll(steps, SOON).toBe(2);

  tree.write({ 'aemm.yaml': `${hour}instance: { id: i-2 }\n` });
  await expect
    .poll(async () => (await mock.get('/latest/meta-data/instance-id')).body, SOON)
    .toBe('i-2');
  tree.write({ 'aemm.yaml': `scenario:\n  ${tagAt('2s', 'third')}\n` });
  await expect.poll(() => tag('third'), SOON).toBe('set');
  await expect.poll(steps, SOON).toBe(3);
});

test('exec plays a scenario of the gallery, and says on standard error what it could not do', async () => {
  const tree = tempTree({
    'steps.yaml': '- { at: 0s, do: tags.remove, with: { name: none } }\n- { at: 0s, do: reset }\n',
  });
  onTestFinished(() => tree.remove());
  const poll =
    'until curl -s "$INSTANCE_METADATA_URL/latest/meta-data/spot/instance-action" | grep action; do sleep 0.01; done';
  const [gallery, refused] = await Promise.all([
    runExec(['--scenario', 'spot-interruption', '--speed', '3600', '--', 'sh', '-c', poll]),
    runExec(['--scenario', tree.join('steps.yaml'), '--', 'true']),
  ]);
  expect(gallery).toMatchObject({ status: 0, stderr: '' });
  expect(gallery.stdout).toContain('terminate');
  expect(refused.status).toBe(0);
  expect(refused.stderr).toMatch(
    /^\S+ \S+ Warning: a step of the scenario is left out, tags\.remove: .*"none".*\n$/,
  );
});
