import type { ArgumentShape, CliShape, CommandShape, FlagShape } from '../argv/shape.ts';

/** What can stand where a value is typed, as far as it is known beforehand. */
export interface ValueDocs {
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** `file`: the value is the path of a file or folder. */
  readonly completes?: 'file';
}

/** A flag with everything that help and completion say about it. */
export interface FlagDocs extends FlagShape, ValueDocs {
  /** What it does. */
  readonly description: string;
  /** The value when it is not given, in words. */
  readonly default?: string;
}

/** A positional argument with everything that help and completion say about it. */
export interface ArgumentDocs extends ArgumentShape, ValueDocs {}

/** A command line that shows something, and what it shows. */
export interface ExampleDocs {
  /** What follows the program's name. */
  readonly command: string;
  /** What it does. */
  readonly description: string;
}

/** A command with everything that help and completion say about it. */
export interface CommandDocs extends CommandShape {
  /** A few words, for lists. */
  readonly summary: string;
  /** More of them, for its own page; the summary if absent. */
  readonly description?: string;
  /** What stands between its words and `[flags]` on the usage line; the names of its arguments if absent. */
  readonly usage?: string;
  /** Worked command lines. */
  readonly examples?: readonly ExampleDocs[];
  /** `true`: it works but is not shown. */
  readonly hidden?: boolean;
  /** `true`: it starts a mock. */
  readonly mocks?: boolean;
  readonly flags: readonly FlagDocs[];
  readonly arguments?: readonly ArgumentDocs[];
}

/** The first words of longer commands, where they are not commands themselves. */
interface TopicDocs {
  /** The words, joined by colons. */
  readonly name: string;
  /** A few words about what is below it. */
  readonly summary: string;
}

/** A whole command line program with everything that help and completion say about it. */
export interface CliDocs extends CliShape {
  /** What the program is. */
  readonly description: string;
  /** What stands between its name and `[flags]` on the usage line. */
  readonly usage: string;
  /** Worked command lines. */
  readonly examples: readonly ExampleDocs[];
  /** The topics. */
  readonly topics: readonly TopicDocs[];
  readonly flags: readonly FlagDocs[];
  readonly commands: readonly CommandDocs[];
}
