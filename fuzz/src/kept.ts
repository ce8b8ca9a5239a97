import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from './run-target.ts';

const FOLDER = join(import.meta.dirname, '../kept');

/** The cases of a target that failed once, by the name of their file. */
export function keptCases(target: string): readonly (readonly [file: string, input: unknown])[] {
  const folder = join(FOLDER, target);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((file) => {
    const { input } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return [file, input];
  });
}

/** Writes a failed case where every later run replays it; returns the file. */
export function keep({ target, input, violations }: Failure): string {
  const folder = join(FOLDER, target);
  mkdirSync(folder, { recursive: true });
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 12);
  const file = join(folder, `${digest}.json`);
  writeFileSync(file, `${JSON.stringify({ violations, input }, null, 2)}\n`);
  return file;
}
