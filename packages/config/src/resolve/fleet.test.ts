import { describe, expect, test } from 'vitest';
import { createWorkplace } from '../../test/workplace.ts';
import { saveConfig } from '../index.ts';

const YAML = `fleet:
  by: client
  header: x-instance-id
  trustedClients: [127.0.0.1]
  instances:
    - { match: 127.0.0.2, instance: { id: i-0aaaaaaaaaaaaaaa1, tags: { Name: a } } }
  template: { count: 1000, subnet: 10.1.0.0/16, instance: { tags: { Name: "web-{index}" } } }
`;

const FLEET = {
  by: 'client',
  header: 'x-instance-id',
  trustedClients: ['127.0.0.1'],
  instances: [{ match: '127.0.0.2', instance: { id: 'i-0aaaaaaaaaaaaaaa1', tags: { Name: 'a' } } }],
  template: { count: 1000, subnet: '10.1.0.0/16', instance: { tags: { Name: 'web-{index}' } } },
};

describe('a fleet', () => {
  test('stands in a file as YAML and JSON, and as JSON in the environment', async () => {
    const { loadFile, load } = await createWorkplace();
    expect((await loadFile('a.yaml', YAML)).fleet).toEqual(FLEET);
    expect((await loadFile('a.json', JSON.stringify({ fleet: FLEET }))).fleet).toEqual(FLEET);
    expect((await load({ env: { AEMM_FLEET: JSON.stringify(FLEET) } })).fleet).toEqual(FLEET);
    expect((await load({})).fleet).toBeUndefined();
  });

  test('is saved, and loads again', async () => {
    const { home, loadFile, load } = await createWorkplace();
    const saved = saveConfig(await loadFile('a.yaml', YAML), { home, cwd: home });
    const again = await load({ flags: { 'config-file': 'path' in saved ? saved.path : '' } });
    expect(again.fleet).toEqual(FLEET);
  });

  test.each([
    [
      'fleet:\n  by: client\n  instances:\n    - { match: web }\n',
      'Invalid config file input "web" for key fleet.instances.0.match in ~/a.yaml:4:16. Allowed value(s): an address or a network such as 10.1.0.0/16, by: client.',
    ],
    [
      'fleet:\n  by: client\n  instances: [{ match: 10.0.0.1 }, { match: 10.0.0.1 }]\n',
      'Invalid config file input "10.0.0.1" for key fleet.instances.1.match in ~/a.yaml:3:45. Allowed value(s): none of another one; 10.0.0.1 is instances.0.',
    ],
    [
      'fleet:\n  by: client\n  template: { count: 12, subnet: 10.0.0.0/28 }\n',
      'Invalid config file input 12 for key fleet.template.count in ~/a.yaml:3:22. Allowed value(s): at most 11, which is what 10.0.0.0/28 has room for.',
    ],
    [
      'fleet:\n  by: header\n  header: x-id\n  instances: [{ match: a }]\n',
      'key fleet in ~/a.yaml:2:3. It needs trustedClients: the addresses or networks of the clients that may send the header.',
    ],
    [
      'fleet: { by: rack, instances: [{ match: a }] }\n',
      'Invalid config file input "rack" for key fleet.by in ~/a.yaml:1:14. Allowed value(s): client, header or port.',
    ],
  ])('is refused with its place: %j', async (text, message) => {
    const { problemsOf } = await createWorkplace();
    const { problems } = await problemsOf('a.yaml', text);
    expect(problems).toEqual([expect.stringContaining(message)]);
  });
});
