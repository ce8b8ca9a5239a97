import type { Fields, Value } from '@aemm/core';
import { isFields } from '@aemm/core';
import type { ConfigInput } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import type { Locate } from '../model/finding.ts';
import { parseFile } from './document-file.ts';
import type { RepeatedKey } from './documents/document.ts';
import { DocumentError } from './documents/document.ts';
import { limitsFor, totalMemory } from './limits.ts';
import { InputError, readInput } from './read-input.ts';

/** A config file as it was read. */
export interface ConfigFile {
  readonly path: string;
  readonly fields: Fields;
  /** The fields with each number as it was typed; absent where that is how it prints. */
  readonly typed?: Fields;
  /** The paths of what is binary data, and base64 in the fields. */
  readonly binary: readonly (readonly string[])[];
  readonly repeated: readonly RepeatedKey[];
  readonly locate: Locate;
}

const readWhole: NonNullable<ConfigInput['read']> = (path) =>
  readInput(path, limitsFor(totalMemory()));

/**
 * Reads a config file.
 *
 * @param named - the flag or variable that names it, for messages: `--config-file`
 * @throws ConfigError with exit code 1
 */
export async function readConfigFile(
  path: string,
  named: string | undefined,
  read = readWhole,
): Promise<ConfigFile> {
  try {
    return await readFields(path, await read(path));
  } catch (error) {
    throw failure(path, named, error);
  }
}

async function readFields(path: string, bytes: Uint8Array): Promise<ConfigFile> {
  const { value, typed, ...facts } = await parseFile(path, bytes);
  const file = { path, fields: topOf(value), ...facts };
  return typed === undefined ? file : { ...file, typed: topOf(typed) };
}

function topOf(value: Value): Fields {
  if (value === null) return {};
  if (isFields(value)) return value;
  const found = Array.isArray(value) ? 'a list' : 'a single value';
  throw new DocumentError(`expected settings by name, found ${found}`);
}

function failure(path: string, named: string | undefined, error: unknown): unknown {
  if (!(error instanceof DocumentError || error instanceof InputError)) return error;
  const position = error instanceof DocumentError ? error.position : undefined;
  const where = position === undefined ? path : `${path}:${position.line}:${position.column}`;
  const by = named === undefined ? '' : ` (named by ${named})`;
  return new ConfigError(
    [`Error while attempting to read config from ${where}${by}: ${error.message}.`],
    1,
    { cause: error },
  );
}
