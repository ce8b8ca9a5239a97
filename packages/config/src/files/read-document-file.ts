import type { Value } from '@aemm/core';
import type { DocumentFile } from './document-file.ts';
import { parseFile } from './document-file.ts';
import { DocumentError } from './documents/document.ts';
import { keyedValue } from './keyed-value.ts';
import { limitsFor, totalMemory } from './limits.ts';
import type { InputLimits } from './read-input.ts';
import { InputError, readInput } from './read-input.ts';

/**
 * Reads a file in JSON, YAML or TOML within the bounds of a config file.
 *
 * @param limits - what bounds it further
 * @throws InputError if it cannot be read or parsed
 */
export async function readDocumentFile(
  path: string,
  limits: Partial<InputLimits> = {},
): Promise<DocumentFile> {
  const bytes = await readInput(path, { ...limitsFor(totalMemory()), ...limits });
  try {
    return await parseFile(path, bytes);
  } catch (error) {
    throw error instanceof DocumentError
      ? new InputError(reasonOf(error), undefined, error)
      : error;
  }
}

/**
 * Reads the value that a file holds in JSON, YAML or TOML, within the bounds of a config file.
 *
 * @param limits - what bounds it further
 * @param key - in lower case, where a config file has the value: it may stand below that key, or alone
 * @throws InputError if it cannot be read or parsed
 * @public
 */
export async function readValueFile(
  path: string,
  limits?: Partial<InputLimits>,
  key?: string,
): Promise<Value> {
  const { value: whole } = await readDocumentFile(path, limits);
  if (key === undefined) return whole;
  const [, value] = keyedValue(whole, key);
  return value;
}

function reasonOf({ message, position }: DocumentError): string {
  if (position === undefined) return message;
  return `${message} in line ${position.line}, column ${position.column}`;
}
