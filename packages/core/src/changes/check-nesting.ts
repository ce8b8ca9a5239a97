import type { ErrorCode } from '../errors.ts';
import { AemmError } from '../errors.ts';

/** As deep as files are read. What goes through values calls itself, and the stack ends. */
const DEEPEST = 64;

/** Refuses a value that is nested too deeply, with a code and by the key that users know. */
export function checkNesting(value: unknown, code: ErrorCode, key: string): void {
  if (!isDeeper(value, DEEPEST)) return;
  const message = `${key} is nested more than ${DEEPEST} levels deep, which is the most.`;
  throw new AemmError(code, message, { key });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}
