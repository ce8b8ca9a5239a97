import type { Launch, Program } from './program.ts';
import { start } from './program.ts';

/** A program that is started when it is needed, and again after it has ended by itself. */
export class Restarted {
  readonly name: string;
  readonly #launch: Launch;
  #program: Program | undefined;

  constructor(name: string, launch: Launch) {
    this.name = name;
    this.#launch = launch;
  }

  /**
   * Does something with the program.
   *
   * @returns what came of it; `undefined` if the program has ended meanwhile, or could not be started
   */
  async survives<T>(use: (program: Program) => Promise<T>): Promise<T | undefined> {
    const program = await this.#running();
    if (program === undefined) return undefined;
    try {
      const result = await use(program);
      return program.hasEnded() ? undefined : result;
    } catch (error) {
      // The connection breaks before the end of the process is known.
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (program.hasEnded()) return undefined;
      throw error;
    }
  }

  /** Ends the program, if it runs. */
  async stop(): Promise<void> {
    await this.#program?.stop();
  }

  async #running(): Promise<Program | undefined> {
    if (this.#program === undefined || this.#program.hasEnded()) {
      this.#program = await start(this.#launch).catch(() => undefined);
    }
    return this.#program;
  }
}
