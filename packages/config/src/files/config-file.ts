import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Value } from '@aemm/core';
import { ConfigError } from '../config-error.ts';
import type { Fields } from '../model/fields.ts';
import { isFields } from '../model/fields.ts';
import type { Locate, Position } from '../model/finding.ts';
import type { RepeatedKey } from './documents/document.ts';
import { DocumentError } from './documents/document.ts';
import { parseDocument } from './documents/parse-document.ts';
import { TOO_DEEP, toPlain } from './documents/plain.ts';
import { readInput } from './read-input.ts';

/** A config file as it was read. */
export interface ConfigFile {
  readonly path: string;
  readonly fields: Fields;
  /** The fields with each number as it was typed; absent where that is how it prints. */
  readonly typed?: Fields;
  readonly repeated: readonly RepeatedKey[];
  readonly locate: Locate;
}

/** Far above any configuration, far below what hurts. */
const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Reads a config file.
 *
 * @param named - the flag or variable that names it, for messages: `--config-file`
 * @throws ConfigError with exit code 1
 */
export async function readConfigFile(path: string, named: string | undefined): Promise<ConfigFile> {
  const text = await readText(path, named);
  try {
    if (text.trim() === '')
      return { path, fields: {}, repeated: [], locate: async () => undefined };
    const { value, typed, findRepeated, locate } = await parseDocument(text, extname(path));
    const fields = topOf(toPlain(value));
    const repeated = await findRepeated();
    const found = { path, fields, repeated, locate };
    return typed === undefined ? found : { ...found, typed: topOf(toPlain(typed)) };
  } catch (error) {
    // Parsers call themselves, and a hostile file nests deeper than the stack.
    if (error instanceof RangeError) throw failure(path, named, TOO_DEEP);
    if (!(error instanceof DocumentError)) throw error;
    throw failure(path, named, error.message, error.position);
  }
}

function topOf(value: Value): Fields {
  if (value === null) return {};
  if (isFields(value)) return value;
  const found = Array.isArray(value) ? 'a list' : 'a single value';
  throw new DocumentError(`expected settings by name, found ${found}`);
}

async function readText(path: string, named: string | undefined): Promise<string> {
  try {
    const stats = await stat(path);
    if (stats.size > LARGEST_FILE) throw new DocumentError('larger than 64 MiB');
    const bytes = await readInput(path, stats);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw failure(path, named, reasonOf(error));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file: a part of the path is no directory',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  ELOOP: 'its symbolic links go in a circle',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}

function failure(
  path: string,
  named: string | undefined,
  reason: string,
  position?: Position,
): ConfigError {
  const where = position === undefined ? path : `${path}:${position.line}:${position.column}`;
  const by = named === undefined ? '' : ` (named by ${named})`;
  return new ConfigError(
    [`Error while attempting to read config from ${where}${by}: ${reason}.`],
    1,
  );
}
