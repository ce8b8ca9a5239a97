import * as z from 'zod/mini';
import type { MetadataOptionsPatch } from '../../changes/change.ts';
import type { Value } from '../../contract/content.ts';
import { anyValue, optional, required } from './fields.ts';
import { defineChange, defineOperation } from './operation.ts';

export const patchInstance = defineChange({
  id: 'patch-instance',
  summary: 'Changes the description of the instance by a JSON Merge Patch',
  method: 'PATCH',
  path: '/v1/instance',
  input: z.strictObject({
    patch: required(
      z.record(z.string(), anyValue()),
      'the fields that change; null makes one follow from the rest again',
    ),
  }),
  body: 'patch',
  commands: [{ words: 'instance patch', args: ['patch'] }],
  change: (_, { patch }) => ({ kind: 'instance', patch: patch as Value }),
});

export const patchMetadataOptions = defineChange({
  id: 'patch-metadata-options',
  summary: 'Changes the options of the metadata service',
  method: 'PATCH',
  path: '/v1/metadata-options',
  input: z.strictObject({
    httpTokens: optional(
      z.nullable(z.enum(['optional', 'required'])),
      'whether every request needs a session token',
    ),
    httpEndpoint: optional(
      z.nullable(z.enum(['enabled', 'disabled'])),
      'whether metadata is served at all',
    ),
    httpPutResponseHopLimit: optional(
      z.nullable(z.int().check(z.minimum(1), z.maximum(64))),
      'how many hops away a client may be to get a token',
    ),
    instanceMetadataTags: optional(
      z.nullable(z.enum(['enabled', 'disabled'])),
      'whether the tags of the instance are served',
    ),
  }),
  commands: [{ words: 'metadata-options' }],
  change: (_, patch) => ({ kind: 'metadata-options', patch: patch as MetadataOptionsPatch }),
});

const path = required(z.string(), 'the path, such as /latest/meta-data/tags/instance/Name');

export const setPath = defineChange({
  id: 'set-path',
  summary: 'Serves a value at a path, whatever is there',
  method: 'PUT',
  path: '/v1/paths/{path*}',
  input: z.strictObject({
    path,
    value: required(
      anyValue(),
      'the value: text, or JSON; null serves nothing there, "null" in quotes is that text',
    ),
  }),
  commands: [{ words: 'set', args: ['path', 'value'] }],
  change: (_, { path, value }) => ({ kind: 'path', path: absolute(path), value: value as Value }),
});

export const removePath = defineChange({
  id: 'remove-path',
  summary: 'Serves nothing at a path and below it',
  method: 'DELETE',
  path: '/v1/paths/{path*}',
  input: z.strictObject({ path }),
  commands: [{ words: 'remove', args: ['path'] }],
  change: (_, input) => ({ kind: 'path', path: absolute(input.path), value: null }),
});

/** As a part of a URL the path has no slash at its start. */
function absolute(given: string): string {
  return given.startsWith('/') ? given : `/${given}`;
}

export const revokeTokens = defineChange({
  id: 'revoke-tokens',
  summary: 'Makes every session token unknown that was issued before',
  method: 'POST',
  path: '/v1/tokens/revoke',
  input: z.strictObject({}),
  commands: [{ words: 'tokens revoke' }],
  change: () => ({ kind: 'revoke-tokens' }),
});

export const reset = defineOperation({
  id: 'reset',
  summary: 'Makes everything as it was at the start',
  method: 'POST',
  path: '/v1/reset',
  input: z.strictObject({}),
  commands: [{ words: 'reset' }],
  run(control) {
    control.reset();
    return undefined;
  },
});
