import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExecError } from './errors.ts';

/**
 * Creates a folder that the caller removes.
 *
 * @throws ExecError if the system refuses
 */
export function makeTemporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'ec2-metadata-mock-'));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message = `Cannot create a folder in ${tmpdir()} (${code}). Name a folder that can be written in TMPDIR.`;
    throw new ExecError('AEMM_TEMPORARY_FOLDER', message, { cause });
  }
}
