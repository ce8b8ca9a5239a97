import type { Style, Terminal } from './terminal.ts';

/** A piece of text in one style, which is never broken. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
}

/** What a banner states about one subject, line by line. Pieces that do not fit in a line go on in the next. */
export interface Row {
  readonly label: string;
  readonly lines: readonly (readonly Piece[])[];
}

const INDENT = 2;
/** From here on, labels stand beside their lines; below, above them. */
const WIDE = 60;

/** Lays rows out as lines without an end: labels in one column, what belongs to them in another. */
export function layOut(rows: readonly Row[], { columns, paint }: Terminal): string[] {
  const isWide = columns >= WIDE;
  const beside = INDENT + Math.max(...rows.map(({ label }) => label.length)) + 2;
  const start = isWide ? beside : INDENT * 2;
  return rows.flatMap(({ label, lines }) => {
    const set = lines.flatMap((pieces) => fill(pieces, columns - start));
    const painted = set.map((line) => line.map((piece) => paintPiece(piece, paint)).join(''));
    const heading = `${' '.repeat(INDENT)}${paint('dim', label)}`;
    if (!isWide) return [heading, ...painted.map((line) => `${' '.repeat(start)}${line}`)];
    const [first = '', ...rest] = painted;
    const gap = ' '.repeat(start - INDENT - label.length);
    return [`${heading}${gap}${first}`, ...rest.map((line) => `${' '.repeat(start)}${line}`)];
  });
}

/** Breaks a line between its pieces where it gets too long; what goes on starts further in. */
function fill(pieces: readonly Piece[], room: number): readonly Piece[][] {
  const lines: Piece[][] = [];
  let used = 0;
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && used + piece.text.trimEnd().length <= room) {
      last.push(piece);
      used += piece.text.length;
    } else {
      const line =
        last === undefined ? [piece] : [CONTINUED, { ...piece, text: piece.text.trimStart() }];
      lines.push(line);
      used = line.reduce((sum, { text }) => sum + text.length, 0);
    }
  }
  return lines.map(trimEnd);
}

const CONTINUED: Piece = { text: '  ' };

function trimEnd(line: readonly Piece[]): Piece[] {
  const last = line.at(-1);
  return last === undefined ? [] : [...line.slice(0, -1), { ...last, text: last.text.trimEnd() }];
}

function paintPiece({ text, style }: Piece, paint: Terminal['paint']): string {
  return style === undefined ? text : paint(style, text);
}
