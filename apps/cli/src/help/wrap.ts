/** Below this a column is so narrow that wrapped text reads worse than a long line. pflag draws the line here too. */
const NARROWEST = 24;

/** Whether a column leaves room for text that reads well. */
export function hasRoom(column: number, width: number): boolean {
  return width - column >= NARROWEST;
}

/** Sets text beside what stands left of it: later lines start in the same column. Without a width no line is broken. */
export function hang(text: string, column: number, width: number | undefined): string {
  if (width === undefined || !hasRoom(column, width)) {
    return text.split('\n').join(`\n${' '.repeat(column)}`);
  }
  const lines = text.split('\n').flatMap((line) => wrap(line.split(' '), width - column));
  const [first = '', ...rest] = lines;
  return [first, ...rest.map((line) => `${' '.repeat(indentOf(line, column, width))}${line}`)].join(
    '\n',
  );
}

/** A path that is longer than its column starts further left rather than break. */
function indentOf(line: string, column: number, width: number): number {
  return Math.min(column, Math.max(2, width - line.length));
}

/** A flag and its value, or several words in brackets, are not torn apart. */
const UNIT = /\[[^\]]*\]|-\S+ [^-\s]\S*|\S+/g;

/** Sets a command line: where it is too long, it goes on further in. */
export function hangCommand(text: string, width: number | undefined): string {
  if (width === undefined) return `  ${text}`;
  return `  ${wrap(text.match(UNIT) ?? [], width - 6).join('\n      ')}`;
}

/** Puts words into lines; a word that is longer than a line stays whole. */
function wrap(words: readonly string[], room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
