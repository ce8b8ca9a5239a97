import type { JsonSchema, Operation, Value } from '@aemm/core';
import { AemmError, isFields, jsonSchemaOf, pathFields, readText, takesQuery } from '@aemm/core';
import type { FastifyRequest } from 'fastify';

/** The input of an operation, as a request has it. */
export type Input = Readonly<Record<string, unknown>>;

/**
 * Creates what reads the input of an operation: the parameters of its path, its query and its body, as one object. It
 * throws `AEMM_INPUT_INVALID` for what would be ignored.
 *
 * @param selection - what the query may have beside the fields of the operation
 */
export function createInput(
  operation: Operation,
  selection: readonly string[],
): (request: FastifyRequest) => Input {
  const inPath = pathFields(operation);
  const own = takesQuery(operation) ? fieldsOf(operation, inPath) : {};
  const allowed = [...Object.keys(own), ...selection];
  const readBody = takesQuery(operation) ? refuseBody : createBody(operation, inPath);
  const isForAll = operation.method === 'DELETE' && inPath.length === 0;
  return (request) => {
    if (isForAll) refuseSlash(request.url);
    checkQuery(request.query as Query, allowed);
    const params = request.params as Readonly<Record<string, string>>;
    return {
      ...readBody(request),
      ...readQuery(request.query as Query, own),
      ...Object.fromEntries(inPath.map((name) => [name, params[name] ?? params['*'] ?? ''])),
    };
  };
}

/** The schemas of the fields that are not in the path. */
function fieldsOf({ input }: Operation, inPath: readonly string[]): JsonSchema {
  const fields = Object.entries((jsonSchemaOf(input).properties ?? {}) as JsonSchema);
  return Object.fromEntries(fields.filter(([name]) => !inPath.includes(name)));
}

/** A slash at the end is what an empty variable leaves: `DELETE /v1/faults/$ID`. */
function refuseSlash(url: string): void {
  const [path = ''] = url.split('?');
  if (!path.endsWith('/')) return;
  const message = `The path ${path} ends with a slash: a name is missing behind it. To remove all, leave the slash out.`;
  throw new AemmError('AEMM_INPUT_INVALID', message);
}

/** The query of a request. */
type Query = Readonly<Record<string, string | string[]>>;

/** A name that is mistyped would select more than is meant. */
function checkQuery(query: Query, allowed: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !allowed.includes(name));
  if (unknown === undefined) return;
  const names = allowed.length === 0 ? 'none' : allowed.join(', ');
  const message = `The query has an unknown field ${JSON.stringify(unknown)}. Allowed: ${names}.`;
  throw new AemmError('AEMM_INPUT_INVALID', message, { key: unknown });
}

/** Reads the fields of a query that have a schema, as the types that it asks for. */
export function readQuery(query: unknown, schemas: JsonSchema): Record<string, Value> {
  const fields = Object.entries(query as Query).filter(([name]) => Object.hasOwn(schemas, name));
  return Object.fromEntries(
    fields.map(([name, text]) => [
      name,
      typeof text === 'string' ? readText(text, schemas[name]) : text,
    ]),
  );
}

function refuseBody({ method, headers, body }: FastifyRequest): object {
  // Fastify reads no body of a GET.
  const hasBody =
    body !== undefined ||
    headers['transfer-encoding'] !== undefined ||
    Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody) return {};
  throw new AemmError('AEMM_INPUT_INVALID', `${method} takes no body here. Leave it out.`);
}

function createBody(
  { body: whole }: Operation,
  inPath: readonly string[],
): (request: FastifyRequest) => object {
  if (whole !== undefined) return ({ body = {} }) => ({ [whole]: body });
  return ({ body = {} }) => {
    const fields = objectOf(body);
    const twice = inPath.find((name) => Object.hasOwn(fields, name));
    if (twice === undefined) return fields;
    const message = `The body has "${twice}", which the path of the request has. Leave it out of the body.`;
    throw new AemmError('AEMM_INPUT_INVALID', message, { key: twice });
  };
}

/** Spread, anything else would be no fields at all, or those of its characters. */
function objectOf(body: unknown): object {
  if (isFields(body)) return body;
  const message = `The body is ${kindOf(body)}. Allowed: a JSON object.`;
  throw new AemmError('AEMM_INPUT_INVALID', message);
}

function kindOf(body: unknown): string {
  if (body === null) return 'null';
  return Array.isArray(body) ? 'a list' : `a ${typeof body}`;
}
