import type { AnyCategory, Operation } from '@aemm/core';
import { InstanceSchema, jsonSchemaOf, operations, pathFields, takesQuery } from '@aemm/core';
import fc from 'fast-check';
import { inputsOf } from '../../inputs.ts';
import { categories } from './driven.ts';
import { SECRET, TOKEN } from './secrets.ts';

/** A request for the control plane. */
export interface ControlRequest {
  /** Its bytes, in Latin-1. */
  readonly text: string;
  /** Whether it is whole, so that one answer is due. */
  readonly isWhole: boolean;
}

/** Requests for a control plane, each on a connection of its own. */
export interface ControlCase {
  readonly requests: readonly ControlRequest[];
  /** Where they are cut into pieces, in thousandths of them. */
  readonly cuts: readonly number[];
}

/** What a request asks for, before it has headers. */
interface Asked {
  readonly method: string;
  readonly path: string;
  /** In UTF-16; absent: none. */
  readonly body?: string;
}

const json = (value: unknown): string => JSON.stringify(value);

const instancePatches = inputsOf(jsonSchemaOf(InstanceSchema)).map(json);

/** Every operation, with inputs that its schema allows and others. */
function operationRequests(operation: Operation): fc.Arbitrary<Asked> {
  const { method, path, body, input, id } = operation;
  const fields = (jsonSchemaOf(input).properties ?? {}) as Record<string, never>;
  const inPath = pathFields(operation);
  const others = Object.entries(fields).filter(([name]) => !inPath.includes(name));
  const rest = body === undefined ? inputsOf(jsonSchemaOf(input)) : inputsOf(fields[body]);
  const filled = fc
    .tuple(...inPath.map((name) => inputsOf(fields[name])))
    .map((values) => path.replace(/\{\w+\*?\}/g, () => encode(values.shift())));
  if (id === 'patch-instance') {
    return fc
      .tuple(filled, instancePatches)
      .map(([at, text]) => ({ method, path: at, body: text }));
  }
  if (!takesQuery(operation)) {
    return fc.tuple(filled, rest).map(([at, value]) => ({ method, path: at, body: json(value) }));
  }
  const queries = others.map(([name, schema]) =>
    inputsOf(schema).map((value) => `${name}=${encode(value)}`),
  );
  return fc
    .tuple(
      filled,
      fc.subarray(queries).chain((chosen) => fc.tuple(...chosen)),
    )
    .map(([at, query]) => ({
      method,
      path: `${at}${query.length > 0 ? '?' : ''}${query.join('&')}`,
    }));
}

function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : json(value);
  return encodeURIComponent(text.toWellFormed());
}

/** The actions of the categories, with inputs that their schemas allow and others. */
function actionRequests({ id, actions = {} }: AnyCategory): fc.Arbitrary<Asked>[] {
  return Object.entries(actions as Record<string, AnyCategory['actions'][string]>).map(
    ([name, { input }]) =>
      inputsOf(jsonSchemaOf(input)).map((value) => ({
        method: 'POST',
        path: `/v1/actions/${id}/${name}`,
        body: json(value),
      })),
  );
}

const methods = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
);

/** Paths that no operation has, or has in another form. */
const foreignPaths = fc.oneof(
  fc.constantFrom(
    ...['/', '*', '//v1//state', '/v1/state/', '/v1/../v1/state', '/%', '/v1/%ff', '/v1/paths/'],
    ...['/v1/paths/%2e%2e/x', '/v1/paths//', '/v1/paths/%00', '/v1/faults/%2F', '/v1/actions/a'],
    ...['/v1/actions/__proto__/constructor', '/V1/STATE', '/v1/state;a=b', '/healthz', '/readyz'],
    ...['/metrics', '/openapi.json', '/v1/stream', 'http://localhost/v1/state', 'localhost:1'],
    ...[`/v1/state?token=${SECRET}`, `/nothing?${SECRET}`, `/v1/faults/${'a'.repeat(200)}`],
  ),
  fc.webPath(),
  fc.integer({ min: 1, max: 20_000 }).map((length) => `/v1/paths/${'a'.repeat(length)}`),
);

/** Bodies that are not what any operation asks for. */
const foreignBodies = fc.oneof(
  fc.constantFrom(
    ...['', '{', '[]', 'null', '5', '"text"', 'undefined', '\ufeff{}', '{"a":1}{', '{"now":1,}'],
    ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', '{"\\ud800":1}'],
    ...[json({ userData: SECRET, mac: 'x' }), json({ value: SECRET, more: 1 })],
    ...[json({ userDataBase64: SECRET }), json({ tags: { a: SECRET } })],
  ),
  fc.integer({ min: 2, max: 60_000 }).map((depth) => nested(depth, '[', ']')),
  fc.integer({ min: 2, max: 20_000 }).map((depth) => nested(depth, '{"tags":', '}')),
  fc.integer({ min: 2, max: 20_000 }).map((depth) => `{"value":${nested(depth, '[', ']')}}`),
);

function nested(depth: number, open: string, close: string): string {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

/** Over what a control plane takes. */
const LARGE = json({ value: 'x'.repeat(1024 * 1024) });

const asked: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 12, arbitrary: fc.oneof(...operations.map(operationRequests)) },
  { weight: 6, arbitrary: fc.oneof(...categories.flatMap(actionRequests)) },
  { weight: 3, arbitrary: fc.record({ method: methods, path: foreignPaths }) },
  {
    weight: 3,
    arbitrary: fc.record({
      method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'),
      path: fc.oneof(fc.constantFrom(...operations.map(({ path }) => path)), foreignPaths),
      body: foreignBodies,
    }),
  },
);

const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(usual, ...others) },
  );

const hosts = often(
  'Host: 127.0.0.1',
  ...[
    'Host: rebound.example.com',
    'Host: localhost:1',
    'Host:',
    'Host: [::1]',
    'Host: a\r\nHost: b',
  ],
  ...['X-None: 1', 'Host: evil.example.com:80', `Host: ${'h'.repeat(300)}.example.com`],
);
const authorizations = often(
  `Authorization: Bearer ${TOKEN}`,
  ...[`Authorization: Bearer ${SECRET}`, 'Authorization: Basic eA==', 'Authorization:', 'X-A: 1'],
  ...[`Authorization: Bearer ${TOKEN.slice(1)}`, `Authorization: Bearer ${TOKEN} ${TOKEN}`],
);
const origins = often(
  'Accept: */*',
  ...['Origin: http://evil.example.com', 'Origin: null', 'Origin: http://127.0.0.1', 'Origin:'],
);
const types = often(
  'Content-Type: application/json',
  ...['Content-Type: application/merge-patch+json', 'Content-Type: text/plain', 'X-T: none'],
  ...['Content-Type: application/json; charset=utf-16', 'Content-Type: ;', 'Content-Type: x/y'],
);
const expectations = often('X-E: 1', 'Expect: 100-continue', 'Expect: 200-ok', 'Upgrade: h2c');
const versions = often('HTTP/1.1', 'HTTP/1.0');

/** A request whose bytes are all there. The token comes first, where damage makes it part of nothing else. */
const whole: fc.Arbitrary<ControlRequest> = fc
  .tuple(asked, versions, fc.tuple(authorizations, hosts, origins, types, expectations))
  .map(([{ method, path, body }, version, headers]) => {
    const bytes = body === undefined ? '' : Buffer.from(body, 'utf8').toString('latin1');
    const length = body === undefined ? [] : [`Content-Length: ${bytes.length}`];
    const head = [`${method} ${path} ${version}`, ...headers, ...length, '', ''].join('\r\n');
    return { text: head + bytes, isWhole: true };
  });

/** A request of which bytes are missing, or to which some were added. */
const damaged: fc.Arbitrary<ControlRequest> = fc
  .tuple(whole, fc.nat(999), fc.nat(20), fc.string({ unit: 'binary-ascii', maxLength: 8 }))
  .filter(([{ text }]) => !text.includes(SECRET))
  .map(([{ text }, place, removed, added]) => {
    const at = Math.floor((place / 1000) * text.length);
    return { text: text.slice(0, at) + added + text.slice(at + removed), isWhole: false };
  });

const large: fc.Arbitrary<ControlRequest> = fc.constantFrom('POST', 'PUT').map((method) => {
  const head = `${method} /v1/paths/latest/x HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${TOKEN}\r\n`;
  const type = `Content-Type: application/json\r\nContent-Length: ${LARGE.length}\r\n\r\n`;
  return { text: head + type + LARGE, isWhole: false };
});

const noise: fc.Arbitrary<ControlRequest> = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) => ({ text: Buffer.from(bytes).toString('latin1'), isWhole: false }));

export const controlCases: fc.Arbitrary<ControlCase> = fc.record({
  requests: fc.array(
    fc.oneof(
      { weight: 100, arbitrary: whole },
      { weight: 15, arbitrary: damaged },
      { weight: 4, arbitrary: noise },
      { weight: 1, arbitrary: large },
    ),
    { minLength: 1, maxLength: 4 },
  ),
  cuts: fc.array(fc.nat(999), { maxLength: 2 }),
});
