import { commandWords } from '../argv/shape.ts';
import type { Row } from './columns.ts';
import type { CliDocs } from './docs.ts';

/** The commands and topics one word below a path, by name. The root has `help` too. */
export function availableCommands(cli: CliDocs, path: readonly string[]): readonly Row[] {
  const rows = new Map<string, string>();
  if (path.length === 0) rows.set('help', 'Help about any command');
  for (const { id, summary, hidden } of cli.commands) {
    const words = commandWords(id);
    const name = words[path.length];
    const isBelow = path.every((word, index) => word === words[index]);
    if (hidden === true || name === undefined || !isBelow) continue;
    const isCommand = words.length === path.length + 1;
    if (isCommand || !rows.has(name)) {
      rows.set(name, isCommand ? summary : topicSummary(cli, [...path, name]));
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The summary of a topic; empty if it has none. */
export function topicSummary(cli: CliDocs, path: readonly string[]): string {
  return cli.topics.find(({ name }) => name === path.join(':'))?.summary ?? '';
}
