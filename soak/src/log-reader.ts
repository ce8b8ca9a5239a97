import type { Readable } from 'node:stream';
import type { Tally } from './tally.ts';

/** A line of the log: its time, and the rest. */
const LINE = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (.*)$/;

/** The kinds of lines that a mock may log. A line of no kind is unexpected. */
const KINDS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['request', /^(-|[A-Z]+) \S+ \d{1,3} 127\.0\.0\.1( |$)/],
  ['reload', /^Reloaded the configuration from /],
  ['reload that was refused', /^Warning: the configuration stays as it was: /],
  ['lines that were dropped', /^\d+ lines? of this log (was|were) dropped/],
  ['start', /^(Initiating |Serving |The control plane listens )/],
];

/** Reads the log of a mock, and counts what is in it. */
export class LogReader {
  readonly #source: Readable;
  readonly #tally: Tally;
  #rest = '';

  constructor(source: Readable, tally: Tally) {
    this.#source = source;
    this.#tally = tally;
    source.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${this.#rest}${text}`.split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.#judge(line);
    });
  }

  /** Reads nothing until it goes on. */
  stop(): void {
    this.#source.pause();
  }

  goOn(): void {
    this.#source.resume();
  }

  #judge(line: string): void {
    const text = LINE.exec(line)?.[1] ?? line;
    const [kind] = KINDS.find(([, form]) => form.test(text)) ?? [];
    if (kind === undefined) this.#tally.unexpected(`log: ${text.slice(0, 200)}`);
    else this.#tally.count(`log: ${kind}`);
  }
}
