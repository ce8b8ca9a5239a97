import { describe, expect, test } from 'vitest';
import rows from '../../../../../e2e/data/aemm-defaults.json' with { type: 'json' };
import { bundledCategories, defineCategory } from '../../index.ts';
import { createTestImds } from '../../testing.ts';

/** The paths that are always there; those of notices are the plugins' own. */
const leaves = rows.flatMap(({ path, type, body }) =>
  path === undefined || type === undefined || body === undefined ? [] : [{ path, type, body }],
);

const open = createTestImds({ categories: bundledCategories });
const closed = createTestImds({
  categories: bundledCategories,
  metadataOptions: { httpTokens: 'required' },
});
const headers = { 'x-aws-ec2-metadata-token': closed.token() };

describe.each(leaves)('$path', ({ path, type, body }) => {
  const reply = {
    status: 200,
    headers: {
      'content-type': type,
      'content-length': String(new TextEncoder().encode(body).length),
    },
    body,
  };

  test('is as AEMM has it', () => {
    expect(open.request(path)).toEqual(reply);
    expect(open.request(`${path}/`)).toEqual(reply);
  });

  test('is there with a token alone where one is required', () => {
    expect(closed.request(path, { headers })).toEqual(reply);
    expect(closed.request(`${path}/`, { headers })).toEqual(reply);
    expect(closed.request(path).status).toBe(401);
    expect(closed.request(`${path}/`).status).toBe(401);
  });
});

test('nothing else is served', () => {
  const served = open.imds.snapshot.routes.map(({ path }) => path);
  expect(served).toEqual(leaves.map(({ path }) => path).sort());
  expect(open.imds.snapshot.problems).toEqual([]);
});

describe('listings', () => {
  test('end with a newline at the first levels alone', () => {
    expect(open.request('/').body).toBe('latest\n');
    expect(open.request('/latest').body).toBe('dynamic\nmeta-data\nuser-data\n');
    expect(open.request('/latest/dynamic/').body).toBe('fws/\ninstance-identity/\n');
    expect(open.request('/latest/meta-data/public-keys').body).toBe('0/');
    expect(open.request('/latest/meta-data/placement/').body).toBe(
      'availability-zone\navailability-zone-id\ngroup-name\nhost-id\npartition-number\nregion',
    );
  });

  test('name the first level of the metadata', () => {
    expect(open.request('/latest/meta-data/')).toMatchInlineSnapshot(`
      {
        "body": "ami-id
      ami-launch-index
      ami-manifest-path
      block-device-mapping/
      elastic-inference/
      hostname
      iam/
      instance-action
      instance-id
      instance-life-cycle
      instance-type
      kernel-id
      local-hostname
      local-ipv4
      mac
      network/
      placement/
      product-codes
      public-hostname
      public-ipv4
      public-keys/
      ramdisk-id
      reservation-id
      security-groups
      services/
      tags/
      ",
        "headers": {
          "content-length": "332",
          "content-type": "text/plain",
        },
        "status": 200,
      }
    `);
  });

  test('name a leaf that has leaves below it as a directory', () => {
    expect(open.request('/latest/meta-data/iam').body).toBe('info\nsecurity-credentials/');
    expect(open.request('/latest/meta-data/iam/security-credentials/').body).toBe('baskinc-role');
  });

  test('match whole segments', () => {
    expect(open.request('/latest/meta-data/a').status).toBe(404);
    expect(open.request('/latest/meta-data/ami-id/x').status).toBe(404);
  });
});

describe('JSON', () => {
  test('has a list inside an object on one line, and a list of objects indented', () => {
    const category = defineCategory({
      id: 'json',
      contract: 1,
      description: 'for a test',
      leaves: [
        { key: 'object', path: '/object', value: { codes: ['a', 'b'], none: [], empty: {}, n: 1 } },
        { key: 'list', path: '/list', value: [{ Code: 'x', deep: { er: null } }, {}] },
      ],
    });
    const imds = createTestImds({ categories: [category] });
    expect(imds.request('/object').body).toBe(
      '{\n\t"codes": ["a","b"],\n\t"none": [],\n\t"empty": {},\n\t"n": 1\n}',
    );
    expect(imds.request('/list').body).toBe(
      '[\n\t{\n\t\t"Code": "x",\n\t\t"deep": {\n\t\t\t"er": null\n\t\t}\n\t},\n\t{}\n]',
    );
  });
});
