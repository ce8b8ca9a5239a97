import type { Locate, Position, Warning } from '../model/finding.ts';
import { toPrintable } from '../printable.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { at } from './problem.ts';
import { suggestKey } from './suggest-key.ts';

/** More lines would scroll the others away. */
const MOST_WARNINGS = 20;

/** One line for each warning, with its place in the file and the known key that was most likely meant. */
export async function describeWarnings(
  warnings: readonly Warning[],
  vocabulary: Vocabulary,
  locate: Locate | undefined,
): Promise<readonly string[]> {
  const shown = warnings.slice(0, MOST_WARNINGS);
  const positions = await findPositions(shown, locate);
  const lines = shown.map((warning, index) => describe(warning, vocabulary, positions[index]));
  const more = warnings.length - lines.length;
  if (more > 0) lines.push(`${more} more warnings like these.`);
  return lines.map((line) => toPrintable(`Warning: ${line}`));
}

async function findPositions(
  warnings: readonly Warning[],
  locate: Locate | undefined,
): Promise<readonly (Position | undefined)[]> {
  if (locate === undefined || warnings.every(({ key }) => key === undefined)) return [];
  return locate(warnings.map(({ key }) => ({ path: key?.path ?? [], part: 'key' })));
}

function describe(
  { text, key, unknown }: Warning,
  vocabulary: Vocabulary,
  position: Position | undefined,
): string {
  const hint = unknown === undefined ? '' : suggestKey(unknown, vocabulary);
  return `${typeof text === 'string' ? text : text(at(key?.file ?? '', position))}${hint}`;
}
