import type { ControlEvent, JsonSchema, Value } from '@aemm/core';

const INTRODUCTION = `# Control plane

\`--control\` opens a second port, by default http://127.0.0.1:1339, by which tests and people drive the mock while it
runs. Everything below is also a command of [\`ctl\`](#from-the-command-line), and a method of a mock
[in a test](../guides/test-in-process.md).

Bodies and answers are JSON. What is refused changes nothing, and answers a problem (RFC 9457) that names the field and
what is allowed. That goes for fields that are unknown, or in the wrong place: a query where the body has the fields.

Beyond loopback the control plane needs a token (\`--control-token\`, \`AEMM_CONTROL_TOKEN\` or
\`--control-token-file\`), which clients send as \`Authorization: Bearer\`. Requests of web pages from elsewhere are
refused.

User data may hold secrets: \`GET /v1/state\` and the stream show it by its size, as \`userDataBytes\`, also where it was
changed.

Beside the operations there are:

| | |
| --- | --- |
| \`GET /\` | the [page to watch](../guides/watch.md) |
| \`GET /v1/stream\` | what happens, as server-sent [events](#events) |
| \`GET /metrics\` | counters for Prometheus |
| \`GET /healthz\`, \`GET /readyz\` | whether the process lives, and whether the mock listens; without a token |
| \`/v1/instances/{instance}/…\` | every path of an operation, and \`stream\`, for one instance of a [fleet](../guides/fleets.md) |
| \`/v1/fleet/…?label=&index=&share=\` | every path of an operation, for the instances that are selected; the answer is a list |
| \`GET /openapi.json\` | this page for programs: an OpenAPI 3.1 document, with the actions of every category |
`;

const EVENTS: Readonly<Record<ControlEvent['kind'] | 'ready', string>> = {
  ready: 'everything from here on is reported',
  changed: 'a change was made: `change`',
  clock: 'the clock was moved, stopped or started: `mode`, `now`',
  notice: 'a notice is served from now on: `notice`',
  playing: 'another scenario is played from now on: its `name`; null: none is',
  scenario: 'a step of the scenario was done or refused: `step`',
  faults: 'a fault was added, changed or removed: all `faults`',
  request: 'a request was answered: its `entry` in the journal',
  'requests-cleared': 'the requests that were kept were dropped',
  reloaded: 'another configuration is served',
  reset: 'a reset is done, whose parts were reported before',
};

function eventSection(): string {
  const rows = Object.entries(EVENTS).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`);
  return [
    '## Events\n',
    '`GET /v1/stream` reports:\n',
    '| event | when, and its data |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

type Fields = Readonly<Record<string, JsonSchema>>;

/** The reference page of the control plane, from its OpenAPI document and the commands of `ctl`. */
export function controlPage(
  document: JsonSchema,
  commands: readonly (readonly string[])[],
): string {
  const operations = Object.entries(document.paths as Fields).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, facts]) => describe(path, method, facts as JsonSchema)),
  );
  return [
    INTRODUCTION,
    eventSection(),
    '## Operations\n',
    ...operations,
    commandSection(commands),
  ].join('\n');
}

function describe(path: string, method: string, facts: JsonSchema): string {
  const { summary, parameters = [], requestBody } = facts;
  const rows = [
    ...(parameters as readonly JsonSchema[]).map((each) =>
      row(String(each.name), String(each.in), each.schema as JsonSchema, String(each.description)),
    ),
    ...bodyRows(requestBody as JsonSchema | undefined),
  ];
  const table =
    rows.length === 0
      ? []
      : ['| field | in | allowed | meaning |', '| --- | --- | --- | --- |', ...rows, ''];
  return [`### \`${method.toUpperCase()} ${path}\`\n`, `${summary}.\n`, ...table].join('\n');
}

function bodyRows(requestBody: JsonSchema | undefined): string[] {
  if (requestBody === undefined) return [];
  const { schema } = (requestBody.content as Fields)['application/json'] as { schema: JsonSchema };
  if (schema.properties === undefined) {
    return [row('', 'the whole body', schema, String(schema.description ?? ''))];
  }
  return Object.entries(schema.properties as Fields).map(([name, field]) =>
    row(name, 'body', field, String(field.description ?? '')),
  );
}

function row(name: string, place: string, schema: JsonSchema, meaning: string): string {
  const cells = [name === '' ? '' : `\`${name}\``, place, allowedBy(schema), meaning];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const WORDS: Readonly<Record<string, string>> = {
  boolean: 'true, false',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  array: 'a list',
  string: 'text',
  null: 'null',
};

function allowedBy(schema: JsonSchema | undefined): string {
  const { enum: choices, const: fixed, anyOf, type, format } = schema ?? {};
  if (Array.isArray(choices)) return choices.map(String).join(', ');
  if (fixed !== undefined) return String(fixed);
  if (Array.isArray(anyOf)) return (anyOf as readonly JsonSchema[]).map(allowedBy).join(', ');
  if (format === 'date-time') return 'a time in RFC 3339';
  return WORDS[String(type)] ?? 'any value';
}

function commandSection(commands: readonly (readonly string[])[]): string {
  const rows = commands.map(([typed = '', summary = '']) => `| \`ctl ${typed}\` | ${summary} |`);
  return [
    '## From the command line\n',
    '`ec2-metadata-mock ctl` finds the mock by `--url`, `AEMM_CONTROL_URL`, or at http://127.0.0.1:1339. `--control-token` or',
    '`AEMM_CONTROL_TOKEN` hold its token, and `--json` prints JSON. `ctl COMMAND --help` lists the flags of a command,',
    'which are the fields above. Actions of other categories are commands too.\n',
    '| command | what it does |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** A value for a snapshot file, as JSON. */
export function asJson(value: Value): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
