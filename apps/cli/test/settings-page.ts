import type { SettingEntry } from '@aemm/config';
import { settingTable } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';

const INTRODUCTION = `# Settings

Every setting with its flag, its key in a configuration file and its environment variable. A flag beats the
environment, the environment beats the file, the file beats the default. Keys match in any case. Beside settings a file
may hold \`instance\`, \`metadata\`, \`dynamic\` and \`userdata\`: see the guide [Configure it](../guides/configure.md).
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
  return [INTRODUCTION, ...sections].join('\n');
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
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
