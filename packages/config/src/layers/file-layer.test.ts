import { describe, expect, test } from 'vitest';
import { createWorkplace } from '../../test/workplace.ts';

describe('an unknown key', () => {
  test('is a warning with the nearest known one', async () => {
    const { loadFile, tidy } = await createWorkplace();
    const config = await loadFile(
      'a.yaml',
      `
prot: 80
mac: aa:bb
metadta: {}
nonsense: {}
x: 1
server: { hostnam: x, tls: true }
spot: { acton: stop }
metadata:
  value: { mac: x }
  mac: aa:bb
instance: { regoin: x, colour: blue }
`,
    );
    expect(config.warnings.map(tidy)).toMatchInlineSnapshot(`
      [
        "Warning: Unknown key "prot" in ~/a.yaml:2:1. Did you mean "port"?",
        "Warning: Unknown key "mac" in ~/a.yaml:3:1. Did you mean "metadata.values.mac"?",
        "Warning: Unknown key "metadta" in ~/a.yaml:4:1. Did you mean "metadata"?",
        "Warning: Unknown key "nonsense" in ~/a.yaml:5:1.",
        "Warning: Unknown key "x" in ~/a.yaml:6:1.",
        "Warning: Unknown key "server.hostnam" in ~/a.yaml:7:11. Did you mean "server.hostname"?",
        "Warning: Unknown key "server.tls" in ~/a.yaml:7:23.",
        "Warning: Unknown key "spot.acton" in ~/a.yaml:8:9. Did you mean "spot.action"?",
        "Warning: Unknown key "metadata.value" in ~/a.yaml:10:3. Did you mean "metadata.values"?",
        "Warning: Unknown key "metadata.mac" in ~/a.yaml:11:3. Did you mean "metadata.values.mac"?",
        "Warning: Unknown key "instance.regoin" in ~/a.yaml:12:13. Did you mean "instance.region"?",
        "Warning: Unknown key "instance.colour" in ~/a.yaml:12:24.",
      ]
    `);
  });

  test('is reported a few times, not without end', async () => {
    const { loadFile } = await createWorkplace();
    const keys = Array.from({ length: 30 }, (_, index) => [`nonsense-${index}`, 1]);
    const { warnings } = await loadFile('a.json', JSON.stringify(Object.fromEntries(keys)));
    expect(warnings).toHaveLength(21);
    expect(warnings.at(-1)).toMatchInlineSnapshot(`"Warning: 10 more warnings like these."`);
  });
});

describe('half a leaf', () => {
  test('is a warning that names what is missing', async () => {
    const { loadFile, tidy } = await createWorkplace();
    const config = await loadFile(
      'a.json',
      `{
        "metadata": {
          "values": { "mca": "aa:bb", "rack": "blue", "gone": null, "tall": 1 },
          "paths": { "shelf": "/latest/shelf", "tall": "/latest/tall", "mac": "/latest/mac" }
        }
      }`,
      { env: { AEMM_METADATA_VALUES_SHELFS: 'top' } },
    );
    expect(config.warnings.map(tidy)).toMatchInlineSnapshot(`
      [
        "Warning: metadata.values.mca (~/a.json:3:23) is not served without metadata.paths.mca. Did you mean "metadata.values.mac"?",
        "Warning: metadata.values.rack (~/a.json:3:39) is not served without metadata.paths.rack.",
        "Warning: metadata.values.gone (~/a.json:3:55) removes nothing, since there is no such leaf.",
        "Warning: metadata.paths.shelf (~/a.json:4:22) is not served without metadata.values.shelf.",
        "Warning: metadata.values.shelfs (AEMM_METADATA_VALUES_SHELFS) is not served without metadata.paths.shelfs.",
      ]
    `);
  });

  test('finds its other half in the environment', async () => {
    const { loadFile } = await createWorkplace();
    const file = '{"metadata": {"values": {"Shelf": "top"}}}';
    const env = { AEMM_METADATA_PATHS_SHELF: '/latest/shelf' };
    const config = await loadFile('a.json', file, { env });
    expect(config.warnings).toEqual([]);
    expect(config.spec().overrides?.metadata).toEqual({
      values: { Shelf: 'top' },
      paths: { Shelf: '/latest/shelf' },
    });
  });
});

describe('a config file', () => {
  test('may have the same key twice in different case, with a warning', async () => {
    const { loadFile, tidy } = await createWorkplace();
    const file = '{"Port": 1, "server": {"PORT": 2}, "metadata": {"VALUES": {"Mac": 1, "mac": 2}}}';
    const config = await loadFile('a.json', file);
    expect(config.globals.port).toBe('2');
    expect(config.warnings.map(tidy)).toMatchInlineSnapshot(`
      [
        "Warning: "Port" and "server.PORT" in ~/a.json:1:24 are the same key. The last one counts.",
        "Warning: "metadata.VALUES.Mac" and "metadata.VALUES.mac" in ~/a.json:1:70 are the same key. The last one counts.",
      ]
    `);
  });

  test('sets nothing by a key or section without a value', async () => {
    const { loadFile } = await createWorkplace();
    const file = 'port:\nspot:\nmetadata:\n  values:\ndynamic:\ninstance:\n';
    const config = await loadFile('a.yaml', file);
    expect(config.warnings).toEqual([]);
    expect(config.values.filter(({ origin }) => origin.source === 'file')).toEqual([]);
  });

  test('removes a leaf by null, its value or its path', async () => {
    const { loadFile } = await createWorkplace();
    const file = '{"metadata": {"values": {"MAC": null}, "paths": {"ami-id": null}}}';
    const config = await loadFile('a.json', file);
    expect(config.spec().overrides?.metadata).toEqual({
      values: { mac: null },
      paths: { 'ami-id': null },
    });
    const removed = config.values.filter(
      ({ value, origin }) => value === null && origin.source === 'file',
    );
    expect(removed.map(({ key }) => key)).toEqual(['metadata.paths.ami-id', 'metadata.values.mac']);
  });

  test('removes a field of the instance by null', async () => {
    const { loadFile } = await createWorkplace();
    const config = await loadFile('a.yaml', 'instance: { publicIp: null, privateIp: 10.0.0.7 }');
    expect(config.spec().instance).toEqual({ publicIp: null, privateIp: '10.0.0.7' });
  });

  test('keeps the case of what it adds, and of tags', async () => {
    const { loadFile } = await createWorkplace();
    const file = {
      metadata: {
        values: { 'Rack.Room': 'Blue', 'tags-instance': { CostCentre: 'X' } },
        paths: { 'rack.room': '/latest/Rack' },
      },
    };
    const config = await loadFile('a.json', JSON.stringify(file));
    const assigned = config.values.filter(({ origin }) => origin.source === 'file');
    expect(assigned.map(({ path, value }) => [path, value])).toEqual([
      [['metadata', 'values', 'tags-instance'], { CostCentre: 'X' }],
      [['metadata', 'values', 'Rack.Room'], 'Blue'],
      [['metadata', 'paths', 'rack.room'], '/latest/Rack'],
    ]);
  });
});
