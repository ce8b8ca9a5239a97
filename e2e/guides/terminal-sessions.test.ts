import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NO_NETWORK, works } from '../exec/support/namespaces.ts';
import { mask, type } from './support/terminal.ts';

const DOCS = join(import.meta.dirname, '../../docs');

/** What a page shows of terminals: commands behind `$`, each with its output. */
function readSessions(page: string) {
  const markdown = readFileSync(join(DOCS, page), 'utf8');
  return [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].map(([, text = '']) =>
    text
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        // A line that ends with a backslash goes on.
        const [, command = '', output = ''] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(step) ?? [];
        return { command, output };
      }),
  );
}

/** The files that a page shows, by the name behind the language. */
function readFiles(page: string): Record<string, string> {
  const markdown = readFileSync(join(DOCS, page), 'utf8');
  const files = markdown.matchAll(/^```(?:json|sh|yaml) (?<name>[\w./-]+)\n(?<text>.*?)^```$/gms);
  return Object.fromEntries([...files].map(({ groups = {} }) => [groups.name, groups.text]));
}

function whyNot(commands: readonly string[]): string {
  const missing = ['bash', 'curl', ...(commands.some((line) => / aws /.test(line)) ? ['aws'] : [])];
  const name = missing.find((one) => !works(one, '--version'));
  return name === undefined ? NO_NETWORK : ` (skipped: there is no ${name} on the PATH)`;
}

const pages = globSync('{guides/*,index}.md', { cwd: DOCS })
  .sort()
  .map((page) => ({ page, files: readFiles(page), sessions: readSessions(page) }))
  .filter(({ sessions }) => sessions.length > 0);

test('pages show sessions', () => {
  expect(pages.length).toBeGreaterThan(3);
});

describe.each(pages)('what $page shows is what happens:', ({ files, sessions }) => {
  for (const session of sessions) {
    const commands = session.map(({ command }) => command);
    const why = whyNot(commands);
    test.skipIf(why !== '')(`${commands.at(-1)}${why}`, () => {
      const typed = type(commands, files);
      // A last line without an end is completed by the page.
      expect(typed.map((text) => text.replace(/\n?$/, '\n'))).toEqual(
        session.map(({ output }) => mask(output).replace(/\n?$/, '\n')),
      );
    });
  }
});
