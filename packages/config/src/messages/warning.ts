import type { Warning } from '../model/finding.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { suggestKey } from './suggest-key.ts';

/** More lines would scroll the others away. */
const MOST_WARNINGS = 20;

/** One line for each warning, with the known key that was most likely meant. */
export function describeWarnings(
  warnings: readonly Warning[],
  vocabulary: Vocabulary,
): readonly string[] {
  const lines = warnings
    .slice(0, MOST_WARNINGS)
    .map(
      ({ text, unknown }) => `Warning: ${text}${unknown ? suggestKey(unknown, vocabulary) : ''}`,
    );
  const more = warnings.length - lines.length;
  return more > 0 ? [...lines, `Warning: ${more} more warnings like these.`] : lines;
}
