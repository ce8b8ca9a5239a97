import type { Value } from '@aemm/core';
import type { Place, Position } from '../../model/finding.ts';
import type { Format, Parsed, RepeatedKey } from './document.ts';
import { DocumentError } from './document.ts';
import { checkEntries, JSON_SEPARATORS, SEPARATORS } from './entries.ts';
import { json } from './json.ts';
import { binaryFields, TOO_DEEP, toPlain } from './plain.ts';

/** A text to parse. */
export interface Source {
  readonly text: string;
  /** The extension of its file, which names the format. */
  readonly extension: string;
  /** How many entries it may have, aliases resolved. */
  readonly maxEntries: number;
}

/** A parsed text, as plain data. */
export interface PlainDocument {
  readonly value: Value;
  /** The same with each number as it was typed; absent if they all print like that, or if the parser loses it. */
  readonly typed?: Value;
  /** The paths of what is binary data, and base64 in the value, in the fields of sections. */
  readonly binary: readonly (readonly string[])[];
  /** The keys that an object has twice, where the last one counts. */
  readonly repeated: readonly RepeatedKey[];
}

/**
 * Parses a text in the format that the extension of its file names, or else its content suggests.
 *
 * @throws DocumentError if it is not of that format, nested too deeply, or too large
 */
export async function parseDocument(source: Source): Promise<PlainDocument> {
  const { maxEntries } = source;
  try {
    const { value, typed, findRepeated } = (await parse(source)).parsed;
    const plain = toPlain(value, 'value', maxEntries);
    return {
      value: plain,
      ...(typed !== undefined && { typed: toPlain(typed, 'typed', maxEntries) }),
      binary: binaryFields(value),
      repeated: (await findRepeated?.()) ?? [],
    };
  } catch (error) {
    // Parsers call themselves, and a hostile text nests deeper than the stack.
    throw error instanceof RangeError ? new DocumentError(TOO_DEEP) : error;
  }
}

/** Finds places in a text that {@link parseDocument} accepts. */
export async function locatePlaces(
  source: Source,
  places: readonly Place[],
): Promise<readonly (Position | undefined)[]> {
  const { format } = await parse(source);
  return format.locate(source.text, places);
}

async function parse(source: Source): Promise<{ format: Format; parsed: Parsed }> {
  const { text, maxEntries } = source;
  const [format, ...others] = await candidatesFor(source);
  checkEntries(text, format === json ? JSON_SEPARATORS : SEPARATORS, maxEntries);
  if (others.length === 0) return { format, parsed: await format.parse(text) };
  for (const candidate of [format, ...others]) {
    try {
      const parsed = await candidate.parse(text);
      if (typeof parsed.value === 'object') return { format: candidate, parsed };
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
    }
  }
  throw new DocumentError(
    'this is neither JSON nor YAML nor TOML; name it .json, .yaml, .yml or .toml to learn why',
  );
}

/** YAML comes last, since nearly any text is valid YAML. */
async function candidatesFor({
  text,
  extension,
}: Source): Promise<readonly [Format, ...(readonly Format[])]> {
  switch (extension.toLowerCase()) {
    case '.json':
      return [json];
    case '.yaml':
    case '.yml':
      return [await loadYaml()];
    case '.toml':
      return [await loadToml()];
    default:
      return text.trimStart().startsWith('{') ? [json] : [await loadToml(), await loadYaml()];
  }
}

// Each parser is loaded when a file needs it: a start without a file loads none.
async function loadYaml(): Promise<Format> {
  return (await import('./yaml.ts')).yaml;
}

async function loadToml(): Promise<Format> {
  return (await import('./toml.ts')).toml;
}
