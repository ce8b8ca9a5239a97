import { describe, expect, test } from 'vitest';
import { bearing } from '../cli/support/mock.ts';
import { ConfigMapVolume, probe, startPod } from './support/pod.ts';

const SOON = { timeout: 15_000, interval: 20 };

const MAC = '/latest/meta-data/mac';
const SPOT = '/latest/meta-data/spot/instance-action';

/** YAML, as the name of the file says. */
function yaml(mac: string, action: string): string {
  return `metadata:\n  values:\n    mac: ${mac}\nspot:\n  action: ${action}\n`;
}

describe('the config map of a pod', () => {
  test('[D42] is served, and followed when it changes', async () => {
    using configMap = new ConfigMapVolume({ 'my-config.yaml': yaml('one', 'stop') });
    await using mock = await startPod('config-map', { configMap });

    expect((await mock.get(MAC)).body).toBe('one');
    configMap.replace({ 'my-config.yaml': yaml('two', 'hibernate') });
    await expect.poll(async () => (await mock.get(MAC)).body, SOON).toBe('two');
    expect((await mock.get(SPOT)).body).toContain('"hibernate"');
  });

  test("says what AEMM's default values leave open: delays and tokens", async () => {
    using configMap = new ConfigMapVolume({
      'aemm-config.json': { 'mock-delay-sec': 3600, imdsv2: true },
    });
    await using mock = await startPod('copied-defaults', { configMap });

    expect((await mock.get(SPOT)).status).toBe(401);
    expect((await mock.get(SPOT, bearing(await mock.token()))).status).toBe(404);
  });

  test('[D37] says how many clients see notices, unless a value does', async () => {
    const file = { 'mock-ip-count': 0 };
    using configMap = new ConfigMapVolume({ 'aemm-config.json': file, 'my-config.yaml': file });
    await using left = await startPod('config-map', { configMap });
    await using copied = await startPod('copied-defaults', { configMap });

    expect((await left.get(SPOT)).status).toBe(404);
    expect((await copied.get(SPOT)).status).toBe(200);
  });

  test('[D43] takes the mock away neither from its port nor from the probe', async () => {
    using configMap = new ConfigMapVolume({
      'my-config.yaml': { server: { port: 1, hostname: '192.0.2.1' } },
    });
    await using mock = await startPod('config-map', { configMap });

    expect(await probe(mock)).toBe(true);
  });
});
