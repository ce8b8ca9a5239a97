/** Below this a column is so narrow that wrapped text reads worse than a long line. pflag draws the line here too. */
const NARROWEST = 24;

/** Sets text beside what stands left of it: later lines start in the same column. Without a width no line is broken. */
export function hang(text: string, column: number, width: number | undefined): string {
  const room = width === undefined ? 0 : width - column;
  const lines = text.split('\n').flatMap((line) => (room < NARROWEST ? [line] : wrap(line, room)));
  return lines.join(`\n${' '.repeat(column)}`);
}

/** Breaks a line between words; a word that is longer than a line stays whole. */
function wrap(line: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
