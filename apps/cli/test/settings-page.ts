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
  const preset = setting.default === '' ? '(none)' : `\`${String(setting.default)}\``;
  const cells = [typed, `\`${key}\``, `\`${env}\``, setting.allowed, preset, setting.description];
  return line(cells);
}

interface FieldSchema {
  readonly type: string;
  readonly description: string;
  readonly format?: string;
  readonly enum?: readonly string[];
}

const SHAPES: Readonly<Record<string, string>> = {
  array: 'a list of texts',
  object: 'texts by name',
  string: 'text',
  ipv4: 'an IPv4 address',
  mac: 'a MAC address',
};

/** The fields of the simulated instance, as the JSON Schema has them. */
function instanceSection(categories: readonly AnyCategory[]): string {
  const { properties } = jsonSchema(categories) as {
    properties: { instance: { properties: Readonly<Record<string, FieldSchema>> } };
  };
  const rows = Object.entries(properties.instance.properties).map(([name, schema]) => {
    const shape = SHAPES[schema.format ?? schema.type] ?? schema.type;
    const env = `\`AEMM_INSTANCE_${name.toUpperCase()}\``;
    return line([`\`instance.${name}\``, env, schema.enum?.join(',') ?? shape, schema.description]);
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
