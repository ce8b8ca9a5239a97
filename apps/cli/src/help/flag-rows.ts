import type { Row } from './columns.ts';
import type { FlagDocs } from './docs.ts';

/** What AEMM's help calls the types; a boolean flag stands alone. */
const TYPE_WORDS = { boolean: '', integer: ' int', string: ' string' } as const;

/** The rows of a flag section, by name as pflag sorts them. */
export function flagRows(flags: readonly FlagDocs[]): readonly Row[] {
  return [...flags]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => [spellings(flag), explanation(flag)]);
}

function spellings({ name, char, type }: FlagDocs): string {
  const short = char === undefined ? '    ' : `-${char}, `;
  return `${short}--${name}${TYPE_WORDS[type]}`;
}

function explanation({ description, default: preset, choices }: FlagDocs): string {
  const first = preset === undefined ? description : `${description} (default: ${preset})`;
  return choices === undefined ? first : `${first}\none of: ${choices.join(', ')}`;
}
