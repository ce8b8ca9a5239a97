import { tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import type { Mock } from '../cli/support/mock.ts';
import { bearing, shareMock } from '../cli/support/mock.ts';

const USER_DATA = '#cloud-config\nhostname: web-1\n';
const KEY = 'ssh-ed25519 AAAA my-key';
const files = tempTree({
  'aemm.json': JSON.stringify({
    profile: 'ec2',
    metadataOptions: { httpTokens: 'required' },
    instance: {
      userData: USER_DATA,
      keyPairs: [{ name: 'my-key', publicKey: KEY }],
      tags: { Name: 'web-1' },
    },
  }),
});

/** The versions that cloud-init asks for, one after the other. */
const CLOUD_INIT_VERSIONS = ['2021-03-23', '2018-09-24', '2016-09-02'];

/** As cloud-init's `MetadataMaterializer`: a slash makes a folder, `0=name` a key, credentials are left out. */
async function crawl(mock: Mock, path: string, token: string): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const get = async (url: string) => {
    const answer = await mock.get(url, bearing(token));
    seen.set(url, answer.status);
    return answer.body;
  };
  const visit = async (folder: string): Promise<void> => {
    for (const line of (await get(folder)).split('\n').map((text) => text.trim())) {
      const name = line.replace(/\/$/, '');
      if (name === '' || name === 'security-credentials') continue;
      if (line.endsWith('/')) await visit(`${folder}${name}/`);
      else await get(`${folder}${name.replace(/^(\d+)=.*$/, '$1/openssh-key')}`);
    }
  };
  await visit(path);
  return seen;
}

describe('clients that configure an instance at its first start', () => {
  const mock = shareMock(`-c ${files.join('aemm.json')}`);

  test('cloud-init gets a token, the first version it asks for, user data and a complete crawl', async () => {
    const token = await mock().token(21_600);
    const probes = await Promise.all(
      CLOUD_INIT_VERSIONS.map((version) =>
        mock().get(`/${version}/meta-data/instance-id`, bearing(token)),
      ),
    );
    expect(probes.map(({ status }) => status)).toEqual([200, 200, 200]);

    const [version] = CLOUD_INIT_VERSIONS;
    expect((await mock().get(`/${version}/user-data`, bearing(token))).body).toBe(USER_DATA);
    const metadata = await crawl(mock(), `/${version}/meta-data/`, token);
    const identity = await crawl(mock(), `/${version}/dynamic/instance-identity/`, token);
    const failed = [...metadata, ...identity].filter(([, status]) => status !== 200);

    expect(failed).toEqual([]);
    expect([...metadata.keys()]).toEqual(
      expect.arrayContaining(
        ['instance-id', 'placement/region', 'public-keys/0/openssh-key', 'tags/instance/Name'].map(
          (path) => `/${version}/meta-data/${path}`,
        ),
      ),
    );
    expect([...identity.keys()].map((path) => path.split('/').at(-1))).toEqual([
      '',
      'document',
      'pkcs7',
      'rsa2048',
      'signature',
    ]);
  });

  test('cloud-init finds the key under its name, with a line feed at its end', async () => {
    const headers = bearing(await mock().token());
    const keys = '/2021-03-23/meta-data/public-keys/';

    expect((await mock().get(keys, headers)).body).toBe('0=my-key');
    expect((await mock().get(`${keys}0/openssh-key`, headers)).body).toBe(`${KEY}\n`);
  });

  test('cloud-init falls back to 2009-04-04, whose tree is complete too', async () => {
    const seen = await crawl(mock(), '/2009-04-04/meta-data/', await mock().token());

    expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
    expect([...seen.keys()]).not.toContain('/2009-04-04/meta-data/tags/instance/Name');
  });

  test('Ignition gets its configuration as octets', async () => {
    const headers = { ...bearing(await mock().token(21_600)), Accept: '*/*' };

    expect(
      await mock().get('/2019-10-01/dynamic/instance-identity/document', headers),
    ).toMatchObject({ status: 200 });
    expect(await mock().get('/2019-10-01/user-data', headers)).toMatchObject({
      status: 200,
      type: 'application/octet-stream',
      body: USER_DATA,
    });
  });
});

describe('without user data', () => {
  const mock = shareMock('--profile ec2');

  test.each(['/2021-03-23/user-data', '/2019-10-01/user-data'])(
    '%s is 404, which means that there is none',
    async (path) => {
      expect((await mock().get(path, bearing(await mock().token()))).status).toBe(404);
    },
  );
});
