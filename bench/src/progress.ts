import { clearLine, cursorTo } from 'node:readline';

/** Prints the current measurement on one line of standard error. */
export function progress(text: string): void {
  if (!process.stderr.isTTY) {
    process.stderr.write(`${text}\n`);
    return;
  }
  clearLine(process.stderr, 0);
  cursorTo(process.stderr, 0);
  process.stderr.write(text.slice(0, process.stderr.columns - 1));
}
