import * as z from 'zod/mini';
import type { Value } from '../../contract/content.ts';
import type { RequestQuery } from '../../requests/journal.ts';
import { RequestQuerySchema } from '../../requests/journal.ts';
import { anyValue } from './fields.ts';
import { defineOperation } from './operation.ts';

export const listRequests = defineOperation({
  id: 'list-requests',
  summary: 'Lists the requests that were answered, the latest last',
  method: 'GET',
  path: '/v1/requests',
  input: RequestQuerySchema,
  output: anyValue(),
  commands: [{ words: 'requests' }],
  run: (control, query) => control.requests(query as RequestQuery) as unknown as Value,
});

export const clearRequests = defineOperation({
  id: 'clear-requests',
  summary: 'Drops the requests that were kept',
  method: 'DELETE',
  path: '/v1/requests',
  input: z.strictObject({}),
  commands: [{ words: 'requests clear' }],
  run({ journal }) {
    journal.clear();
    return undefined;
  },
});
