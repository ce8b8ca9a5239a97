import { defineCategory } from '@aemm/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { categories } from '../../test/categories.ts';
import { jsonSchema, settingTable } from '../index.ts';

interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const schema = jsonSchema(categories) as Schema;

describe('the JSON Schema of a config file', () => {
  test.each(settingTable(categories))('describes $key', ({ key, setting }) => {
    expect(at(key)).toMatchObject({ description: setting.description });
  });

  test('describes every field of a fault', () => {
    expect(at('faults')).toMatchObject({ type: 'array', default: [] });
    const { properties } = (at('faults') as { readonly items: Schema }).items;
    expect(properties?.times).toMatchObject({
      description: 'how many requests it strikes',
      type: 'integer',
      minimum: 1,
    });
  });

  test('knows choices, types and defaults, and keeps secrets', () => {
    expect({
      choice: at('spot.action'),
      number: at('mock-ip-count'),
      switch: at('imdsv2'),
      text: at('server.port'),
      secret: at('token-secret'),
    }).toMatchInlineSnapshot(`
      {
        "choice": {
          "default": "terminate",
          "description": "action in the notice",
          "enum": [
            "terminate",
            "hibernate",
            "stop",
            null,
          ],
        },
        "number": {
          "default": 2,
          "description": "how many client addresses may see notices; negative: any number, 0: none",
          "type": [
            "integer",
            "string",
            "null",
          ],
        },
        "secret": {
          "description": "the secret that replicas share to accept each other’s session tokens",
          "type": [
            "string",
            "number",
            "boolean",
            "null",
          ],
        },
        "switch": {
          "default": false,
          "description": "whether every request needs a session token (IMDSv2 only)",
          "type": [
            "boolean",
            "string",
            "number",
            "null",
          ],
        },
        "text": {
          "default": "1338",
          "description": "the port to listen on; 0: any free one",
          "type": [
            "string",
            "number",
            "boolean",
            "null",
          ],
        },
      }
    `);
  });

  test('knows paths and values of leaves', () => {
    expect({
      text: at('metadata.values.mac'),
      object: at('metadata.values.iam-info'),
      path: at('metadata.paths.mac'),
      derived: at('metadata.paths.mac-mac'),
      notice: at('metadata.values.spot'),
      inner: at('metadata.values.event-id'),
    }).toMatchInlineSnapshot(`
      {
        "derived": {
          "description": "Addresses, host names and network interfaces: where it is served; null: nowhere",
          "type": [
            "string",
            "null",
          ],
        },
        "inner": {
          "default": "instance-event-1234567890abcdef0",
          "description": "Scheduled events",
        },
        "notice": {
          "description": "Spot notices (/latest/meta-data/spot/instance-action)",
        },
        "object": {
          "default": {
            "Code": "Success",
            "InstanceProfileArn": "arn:aws:iam::896453262835:instance-profile/baskinc-role",
            "InstanceProfileId": "AIPA5BOGHHXZELSK34VU4",
            "LastUpdated": "2020-04-02T18:50:40Z",
          },
          "description": "Instance profile and credentials of its role (/latest/meta-data/iam/info)",
        },
        "path": {
          "default": "/latest/meta-data/mac",
          "description": "Addresses, host names and network interfaces: where it is served; null: nowhere",
          "type": [
            "string",
            "null",
          ],
        },
        "text": {
          "default": "0e:49:61:0f:c3:11",
          "description": "Addresses, host names and network interfaces (/latest/meta-data/mac)",
        },
      }
    `);
  });

  test('has defaults as a user would write them, and values that follow from them', () => {
    const day = defineCategory({
      id: 'day',
      contract: 1,
      description: 'for a test',
      settings: {
        hours: {
          schema: z.pipe(
            z.string(),
            z.transform((hours) => Number(hours) * 3600),
          ),
          default: '24',
          type: 'integer',
          allowed: 'hours',
          description: 'how long it is',
        },
      },
      leaves: [{ key: 'day', path: '/day', value: ({ settings }) => settings.hours }],
    });
    const { properties } = jsonSchema([day]) as Schema;
    expect(properties?.day?.properties?.hours).toMatchObject({ default: '24' });
    expect(properties?.metadata?.properties?.values?.properties?.day).toMatchObject({
      default: 86_400,
    });
  });

  test('knows the instance', () => {
    expect([at('instance.lifeCycle'), at('instance.tags')]).toMatchInlineSnapshot(`
      [
        {
          "description": "how it was bought: on-demand, spot, scheduled, capacity-block",
          "type": [
            "string",
            "null",
          ],
        },
        {
          "anyOf": [
            {
              "additionalProperties": {
                "type": "string",
              },
              "propertyNames": {
                "pattern": "^(?!\\.{1,2}$)[^/\\p{Cc}]+$",
                "type": "string",
              },
              "type": "object",
            },
            {
              "type": "null",
            },
          ],
          "description": "its tags: { Name: web-1 }",
        },
      ]
    `);
  });

  test('lets itself be named, and lets unknown keys be', () => {
    expect(at('$schema')).toEqual({ type: 'string' });
    const open = ['server', 'metadata', 'instance'].map((key) => at(key)?.additionalProperties);
    expect([schema.additionalProperties, ...open]).toEqual([true, true, true, true]);
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});

function at(key: string): Schema | undefined {
  return key
    .split('.')
    .reduce<Schema | undefined>((part, name) => part?.properties?.[name], schema);
}
