import { CtlUsageError } from './usage-error.ts';

/**
 * Checks a text whose parts become parts of a URL. Clients resolve `..`, however it is encoded, so that the URL would be
 * that of another operation. Throws {@link CtlUsageError}.
 *
 * @param name - what the text is typed as
 */
export function checkUrlParts(text: string, name: string): void {
  const part = text.split('/').find((each) => each === '.' || each === '..');
  if (part === undefined) return;
  throw new CtlUsageError(`"${text}" is not allowed for ${name}: no part of it may be "${part}".`);
}
