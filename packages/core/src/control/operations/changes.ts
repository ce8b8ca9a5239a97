import * as z from 'zod/mini';
import type { MetadataOptionsPatch } from '../../changes/change.ts';
import type { Value } from '../../contract/content.ts';
import type { InstancePatch } from '../control.ts';
import { anyValue, optional, required } from './fields.ts';
import { defineOperation } from './operation.ts';

export const patchInstance = defineOperation({
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
  run(control, { patch }) {
    control.patchInstance(patch as InstancePatch);
    return undefined;
  },
});

export const patchMetadataOptions = defineOperation({
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
  run(control, patch) {
    control.patchMetadataOptions(patch as MetadataOptionsPatch);
    return undefined;
  },
});

const path = required(z.string(), 'the path, such as /latest/meta-data/tags/instance/Name');

export const setPath = defineOperation({
  id: 'set-path',
  summary: 'Serves a value at a path, whatever is there',
  method: 'PUT',
  path: '/v1/paths/{path*}',
  input: z.strictObject({ path, value: required(anyValue(), 'the value: text, or JSON') }),
  commands: [{ words: 'set', args: ['path', 'value'] }],
  run(control, input) {
    control.set(absolute(input.path), input.value as Value);
    return undefined;
  },
});

export const removePath = defineOperation({
  id: 'remove-path',
  summary: 'Serves nothing at a path',
  method: 'DELETE',
  path: '/v1/paths/{path*}',
  input: z.strictObject({ path }),
  commands: [{ words: 'remove', args: ['path'] }],
  run(control, input) {
    control.remove(absolute(input.path));
    return undefined;
  },
});

/** As a part of a URL the path has no slash at its start. */
function absolute(given: string): string {
  return given.startsWith('/') ? given : `/${given}`;
}

export const revokeTokens = defineOperation({
  id: 'revoke-tokens',
  summary: 'Makes every session token unknown that was issued before',
  method: 'POST',
  path: '/v1/tokens/revoke',
  input: z.strictObject({}),
  commands: [{ words: 'tokens revoke' }],
  run(control) {
    control.revokeTokens();
    return undefined;
  },
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
