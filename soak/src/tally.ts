/** Unexpected things that are kept in full; the others are counted. */
const MOST_KEPT = 20;

/** What was done, by kind, and what came back that should not have. */
export class Tally {
  readonly #done = new Map<string, number>();
  readonly #kept: string[] = [];
  #unexpected = 0;

  /** Counts something that went as it should. */
  count(kind: string, times = 1): void {
    this.#done.set(kind, (this.#done.get(kind) ?? 0) + times);
  }

  /** Counts something that should not happen. */
  unexpected(what: string): void {
    this.#unexpected++;
    if (this.#kept.length < MOST_KEPT) this.#kept.push(what);
  }

  /** Counts what was done as a kind, and as unexpected if a reason is given. */
  judge(kind: string, reason: string | undefined): void {
    this.count(kind);
    if (reason !== undefined) this.unexpected(`${kind}: ${reason}`);
  }

  /** How often each kind was done, by name. */
  get done(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#done].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  get unexpectedCount(): number {
    return this.#unexpected;
  }

  /** The first of the unexpected things. */
  get firstUnexpected(): readonly string[] {
    return this.#kept;
  }
}
