import { styleText } from 'node:util';

/**
 * The styles of the text of a banner.
 *
 * @public
 */
export type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'yellow';

/**
 * A terminal that a person looks at.
 *
 * @public
 */
export interface Terminal {
  /** How many characters fit in a line. */
  readonly columns: number;
  /** Adds a style to a text, if the terminal and the environment (`NO_COLOR`, `FORCE_COLOR`) allow colours. */
  paint(style: Style, text: string): string;
  /** Writes text as it is. */
  write(text: string): void;
}

/** A terminal that does not know its size reports 0. */
const USUAL_COLUMNS = 80;

/** The terminal that a stream writes to; `undefined` if it is none. */
export function terminalOf(stream: NodeJS.WriteStream): Terminal | undefined {
  if (stream.isTTY !== true) return undefined;
  return {
    columns: stream.columns || USUAL_COLUMNS,
    paint: (style, text) => styleText(style, text, { stream }),
    write: (text) => void stream.write(text),
  };
}
