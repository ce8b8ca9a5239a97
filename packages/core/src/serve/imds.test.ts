import { describe, expect, test } from 'vitest';
import type { Circumstances, ImdsRequest, Profile } from '../index.ts';
import {
  aemmProfile,
  bundledCategories,
  createImds,
  defineCategory,
  headerEntries,
} from '../index.ts';
import { createManualClock, createSeededRandom, createTestImds, weakMac } from '../testing.ts';

const TOKEN = 'x-aws-ec2-metadata-token';
const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const MAC = '/latest/meta-data/mac';
const spec = { categories: bundledCategories };

const boom = defineCategory({
  id: 'boom',
  contract: 1,
  description: 'for a test',
  leaves: [
    {
      key: 'boom',
      path: 'meta-data/boom',
      value: ({ time, startedAt }) => {
        if (time > startedAt) throw new Error('out of cheese');
        return 'fine';
      },
    },
  ],
});

describe('a method', () => {
  const imds = createTestImds(spec);

  test.each(['GET', 'HEAD'])('%s asks for metadata', (method) => {
    expect(imds.request(MAC, { method })).toMatchObject({ status: 200, body: '0e:49:61:0f:c3:11' });
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'get'])(
    '%s on metadata is not allowed',
    (method) => {
      const reply = imds.request(MAC, { method });
      expect(reply.status).toBe(405);
      expect(reply.headers.allow).toBe('GET, HEAD, OPTIONS');
    },
  );

  test.each(['GET', 'HEAD', 'POST', 'DELETE'])('%s on the token path is not allowed', (method) => {
    const reply = imds.request('/latest/api/token', { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe('OPTIONS, PUT');
  });

  test('OPTIONS is answered with what is allowed', () => {
    const ask = (path: string) => imds.request(path, { method: 'OPTIONS' });
    expect(ask('/latest/api/token')).toMatchObject({
      status: 200,
      headers: { allow: 'OPTIONS, PUT' },
    });
    expect(ask(MAC)).toMatchObject({ status: 200, headers: { allow: 'GET, HEAD, OPTIONS' } });
  });
});

describe('asking for a token', () => {
  const imds = createTestImds(spec);
  const ask = (headers: Record<string, string | readonly string[]>) =>
    imds.request('/latest/api/token', { method: 'PUT', headers });

  test.each(['1', '300', '21600', '+60', '0060'])('is granted for %j seconds', (ttl) => {
    const reply = ask({ [TTL]: ttl });
    expect(reply.status).toBe(200);
    expect(reply.headers[TTL]).toBe(String(Number(ttl)));
    expect(reply.headers['content-type']).toBe('text/plain');
    expect(reply.body).toMatch(/^AQAEA[\w-]{49}==$/);
  });

  test.each(['0', '-1', '21601', '', ' ', 'abc', '1.5', '1e3', '0x10', '60, 60', '9'.repeat(400)])(
    'is refused for %j',
    (ttl) => {
      expect(ask({ [TTL]: ttl })).toMatchObject({ status: 400 });
    },
  );

  test('is refused without a time, and with two', () => {
    expect(ask({}).status).toBe(400);
    expect(ask({ [TTL]: ['60', '60'] }).status).toBe(400);
  });

  test('is forbidden through a proxy, whatever the header says', () => {
    expect(ask({ [TTL]: '60', 'x-forwarded-for': '' }).status).toBe(403);
    expect(ask({ [TTL]: '60', 'x-forwarded-for': '10.0.0.1' }).status).toBe(403);
  });
});

describe('a token', () => {
  test('opens every path until the second it expires', () => {
    const imds = createTestImds({ ...spec, metadataOptions: { httpTokens: 'required' } });
    const headers = { [TOKEN]: imds.token(60) };
    const status = (): number => imds.request(MAC, { headers }).status;
    expect(status()).toBe(200);
    imds.clock.advance(59.999);
    expect(status()).toBe(200);
    imds.clock.advance(0.001);
    expect(status()).toBe(401);
    imds.clock.advance(-1);
    expect(status()).toBe(200);
  });

  test.each(['/', '/latest', MAC, '/latest/nothing', '/..', '/latest/meta-data/iam'])(
    'is asked for first, at %s too',
    (path) => {
      const imds = createTestImds({ ...spec, metadataOptions: { httpTokens: 'required' } });
      expect(imds.request(path).status).toBe(401);
    },
  );

  test('must be good where none is asked for', () => {
    const imds = createTestImds(spec);
    const token = imds.token(60);
    const status = (value: string | string[]): number =>
      imds.request(MAC, { headers: { [TOKEN]: value } }).status;
    expect(status(token)).toBe(200);
    expect(status('')).toBe(401);
    expect(status('invalid')).toBe(401);
    expect(status([token, token])).toBe(401);
    imds.clock.advance(60);
    expect(status(token)).toBe(401);
  });

  test('of another mock is good if they share the secret', () => {
    const create = (seed: number, secret?: Uint8Array) =>
      createImds({
        spec: { ...spec, metadataOptions: { httpTokens: 'required' } },
        mac: weakMac,
        clock: createManualClock(),
        random: createSeededRandom(seed),
        ...(secret && { tokenSecret: secret }),
      });
    const ask = (imds: ReturnType<typeof create>, token: string): number =>
      imds.handle({ method: 'GET', path: MAC, headers: { [TOKEN]: token }, client: '::1' }).answer
        .status;
    const issue = (imds: ReturnType<typeof create>): string =>
      String(
        imds.handle({
          method: 'PUT',
          path: '/latest/api/token',
          headers: { [TTL]: '60' },
          client: '::1',
        }).answer.body,
      );
    const secret = Uint8Array.of(1, 2, 3);
    const token = issue(create(1, secret));
    expect(ask(create(2, secret), token)).toBe(200);
    expect(ask(create(2, Uint8Array.of(1, 2, 4)), token)).toBe(401);
    expect(ask(create(2), token)).toBe(401);
    expect(ask(create(1, secret), issue(create(2, secret)))).toBe(200);
  });

  test('is refused by a mac that is too short to make one', () => {
    expect(() => createImds({ spec, mac: () => new Uint8Array(21) })).toThrow(
      expect.objectContaining({ code: 'AEMM_MAC_SHORT' }),
    );
  });
});

describe('handle', () => {
  test('sends what was rendered when the snapshot was compiled', () => {
    const { imds } = createTestImds(spec);
    const ask = (path: string) =>
      imds.handle({ method: 'GET', path, headers: {}, client: '127.0.0.1' }).answer;
    for (const path of [MAC, '/latest', '/nothing', '/latest/user-data']) {
      expect(ask(path)).toBe(ask(path));
    }
  });
});

describe('a profile that stamps answers', () => {
  const seen: Circumstances[] = [];
  const profile: Profile = {
    ...aemmProfile,
    stamp(answer, circumstances) {
      seen.push(circumstances);
      return { ...answer, headers: [...answer.headers, 'X-Stamp', 'yes'] };
    },
  };
  const open = () => {
    seen.length = 0;
    const imds = createTestImds({ ...spec, profile });
    return { ...imds, now: imds.clock.now() };
  };
  const GET: ImdsRequest = { method: 'GET', path: MAC, headers: {}, client: '127.0.0.1' };

  test('gets every request, and tokens that are valid', () => {
    const { clock, request, token: issue, now } = open();
    const token = issue(60);
    expect(request(MAC, { headers: { [TOKEN]: token } }).headers['x-stamp']).toBe('yes');
    request(MAC, { headers: { [TOKEN]: 'bad' } });
    clock.advance(60);
    request(MAC, { headers: { [TOKEN]: token } });
    expect(seen).toMatchObject([
      { now, outcome: { kind: 'token' }, call: { imds: 'v2', token: 'none' } },
      {
        now,
        outcome: { kind: 'leaf' },
        call: { imds: 'v2', token: 'valid', tokenExpiresAt: now + 60_000 },
      },
      { now, outcome: { kind: 'unauthorized' }, call: { token: 'unknown' } },
      {
        now: now + 60_000,
        outcome: { kind: 'unauthorized' },
        call: { token: 'expired', request: { path: MAC } },
      },
    ]);
  });

  test('gets refusals, with the request where there is one', () => {
    const { imds, now } = open();
    expect(imds.refuse(400)).toMatchObject({ answer: { status: 400 } });
    expect(imds.refuse(417, GET).answer.headers).toContain('X-Stamp');
    expect(seen).toMatchObject([
      { now, outcome: { kind: 'malformed', status: 400 } },
      { now, outcome: { kind: 'malformed', status: 417 }, call: { request: GET } },
    ]);
  });

  test('gets failures, and causes none by one of its own', () => {
    const { imds, now } = open();
    expect(imds.fail(GET)).toMatchObject({ answer: { status: 500 } });
    expect(seen).toMatchObject([{ now, outcome: { kind: 'failed' }, call: { request: GET } }]);
    const stamp = (): never => {
      throw new Error('no stamps left');
    };
    const broken = createTestImds({ ...spec, profile: { ...profile, stamp } });
    expect(broken.imds.fail(GET)).toMatchObject({ answer: { status: 500 } });
  });
});

describe('an exchange', () => {
  test('has the outcome of a request before it is rendered', () => {
    const { imds } = createTestImds(spec);
    const decide = (path: string) =>
      imds.handle({ method: 'GET', path, headers: {}, client: '127.0.0.1' }).outcome;
    expect(decide(`${MAC}/`)).toEqual({
      kind: 'leaf',
      path: MAC,
      content: { kind: 'text', text: '0e:49:61:0f:c3:11' },
    });
    expect(decide('/')).toEqual({
      kind: 'listing',
      path: '/',
      entries: [{ name: 'latest', directory: true }],
    });
    expect(decide('/nothing')).toEqual({ kind: 'absent' });
  });
});

describe('reload', () => {
  const moved = { ...spec, overrides: { metadata: { paths: { mac: '/latest/meta-data/m' } } } };

  test('serves something else from the next request on', () => {
    const imds = createTestImds(spec);
    const before = imds.imds.snapshot;
    const after = imds.imds.reload(moved);
    expect(imds.imds.snapshot).toBe(after);
    expect(before.routes.some(({ path }) => path === MAC)).toBe(true);
    expect(imds.request(MAC).status).toBe(404);
    expect(imds.request('/latest/meta-data/m').status).toBe(200);
    expect(imds.request('/latest/meta-data').body).toContain('\nm\n');
  });

  test('keeps tokens', () => {
    const imds = createTestImds(spec);
    const headers = { [TOKEN]: imds.token() };
    imds.imds.reload({ ...spec, metadataOptions: { httpTokens: 'required' } });
    expect(imds.request(MAC).status).toBe(401);
    expect(imds.request(MAC, { headers }).status).toBe(200);
  });

  test('of something wrong changes nothing', () => {
    const imds = createTestImds(spec);
    const { snapshot } = imds.imds;
    const broken = { ...spec, overrides: { userdata: { values: { userdata: 'not base64' } } } };
    expect(() => imds.imds.reload(broken)).toThrow('userdata.values.userdata');
    expect(imds.imds.snapshot).toBe(snapshot);
    expect(imds.request('/latest/user-data').body).toBe('1234,john,reboot,true\n');
  });
});

describe('a category that throws while answering', () => {
  test('breaks its own path alone, and is reported', () => {
    const imds = createTestImds({ categories: [...bundledCategories, boom] });
    expect(imds.request('/latest/meta-data/boom').body).toBe('fine');
    imds.clock.advance(1);
    expect(imds.request('/latest/meta-data/boom').status).toBe(500);
    expect(imds.request(MAC).status).toBe(200);
    expect(imds.events).toEqual([
      {
        kind: 'leaf-failed',
        path: '/latest/meta-data/boom',
        error: expect.objectContaining({
          code: 'AEMM_CATEGORY_THREW',
          message: 'Category "boom" cannot make "boom": out of cheese.',
        }),
      },
    ]);
    imds.clock.advance(-1);
    expect(imds.request('/latest/meta-data/boom').status).toBe(200);
  });
});

describe('the error pages', () => {
  const imds = createTestImds({ ...spec, metadataOptions: { httpTokens: 'required' } });

  test('of what is absent is the one with a tab', () => {
    const headers = { [TOKEN]: imds.token() };
    expect(imds.request('/nothing', { headers })).toMatchInlineSnapshot(`
      {
        "body": "<?xml version="1.0" encoding="iso-8859-1"?>
      <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
      	"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
      <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
       <head>
        <title>404 - Not Found</title>
       </head>
       <body>
        <h1>404 - Not Found</h1>
       </body>
      </html>
      ",
        "headers": {
          "content-length": "337",
          "content-type": "text/plain; charset=utf-8",
          "x-content-type-options": "nosniff",
        },
        "status": 404,
      }
    `);
  });

  test('of a missing token is the other one', () => {
    expect(imds.request('/nothing')).toMatchInlineSnapshot(`
      {
        "body": "<?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
      <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
         <head>
            <title>401 - Unauthorized</title>
         </head>
         <body>
            <h1>401 - Unauthorized</h1>
         </body>
      </html>
      ",
        "headers": {
          "content-length": "353",
          "content-type": "text/plain; charset=utf-8",
          "x-content-type-options": "nosniff",
        },
        "status": 401,
      }
    `);
  });
});

test('an answer becomes a Response', async () => {
  const { imds } = createTestImds(spec);
  const { answer } = imds.handle({ method: 'GET', path: MAC, headers: {}, client: '127.0.0.1' });
  const response = new Response(String(answer.body), {
    status: answer.status,
    headers: headerEntries(answer),
  });
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(await response.text()).toBe('0e:49:61:0f:c3:11');
});
