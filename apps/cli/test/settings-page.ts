import type { SettingEntry } from '@aemm/config';
import { jsonSchema, settingTable } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';

const INTRODUCTION = `# Settings

Every setting with its flag, its key in a configuration file and its environment variable. A flag beats the
environment, the environment beats the file, the file beats the default. Keys match in any case. Beside settings a file
may hold \`instance\`, whose fields stand at the end, and \`metadata\`, \`dynamic\` and \`userdata\`: see the guide
[Configure it](../guides/configure.md).
`;

/** The reference page of all settings. */
export function settingsPage(categories: readonly AnyCategory[]): string {
  const entries = settingTable(categories);
  const sections = [
    section(
      'Every command',
      entries.filter(({ category }) => category === undefined),
    ),
    ...categories.flatMap(({ id, description }) => {
      const own = entries.filter(({ category }) => category === id);
      return own.length === 0 ? [] : [section(description, own)];
    }),
  ];
  return [INTRODUCTION, ...sections, instanceSection(categories)].join('\n');
}

function section(title: string, entries: readonly SettingEntry[]): string {
  const rows = entries.map(row);
  return [
    `## ${title}`,
    '',
    '| flag | key | environment | allowed | default | meaning |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function row({ flag, key, env, setting }: SettingEntry): string {
  const short = setting.char === undefined ? '' : `, \`-${setting.char}\``;
  const typed = flag === undefined ? 'none' : `\`--${flag}\`${short}`;
  const { default: value } = setting;
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const preset = value === '' ? '(none)' : `\`${shown}\``;
  const cells = [typed, `\`${key}\``, `\`${env}\``, setting.allowed, preset, setting.description];
  return line(cells);
}

interface FieldSchema {
  readonly description: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly additionalProperties?: unknown;
}

const SHAPES: Readonly<Record<string, string>> = {
  boolean: 'true, false',
  integer: 'a whole number from 0',
  object: 'an object',
  string: 'text',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  mac: 'a MAC address',
};

/** What a field takes beside `null`, which every field takes. */
function shapeOf({ type, format, anyOf = [], items, additionalProperties }: FieldSchema): string {
  const [inner] = anyOf;
  if (inner !== undefined) return shapeOf(inner);
  const name = format ?? [type].flat()[0] ?? '';
  if (name === 'array') return items?.type === 'object' ? 'a list of objects' : 'a list of texts';
  const isRecord = typeof additionalProperties === 'object';
  return name === 'object' && isRecord ? 'texts by name' : (SHAPES[name] ?? name);
}

/** The fields of the simulated instance, as the JSON Schema has them. */
function instanceSection(categories: readonly AnyCategory[]): string {
  const { properties } = jsonSchema(categories) as {
    properties: { instance: { properties: Readonly<Record<string, FieldSchema>> } };
  };
  const rows = Object.entries(properties.instance.properties).map(([name, schema]) => {
    const env = `\`AEMM_INSTANCE_${name.toUpperCase()}\``;
    return line([`\`instance.${name}\``, env, shapeOf(schema), schema.description]);
  });
  return [
    '## The simulated instance',
    '',
    '| key | environment | allowed | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
