/** What a command line asks for. */
export type Invocation =
  | {
      readonly kind: 'run';
      /** The id of the command; absent: the default command. */
      readonly command: string | undefined;
      /**
       * The arguments in the one form that oclif reads: `--name=value`, `--name` or `--no-name`, each flag once unless
       * it repeats, then `--` and the positional arguments if the command has any. For a passthrough command: untouched.
       */
      readonly argv: readonly string[];
      /** The flags that were given, in the order in which they count. Empty for passthrough. */
      readonly given: readonly GivenFlag[];
      /** What the user should know although it runs. */
      readonly warnings?: readonly string[];
    }
  | {
      readonly kind: 'help';
      /** The id of a command, or the words of a topic joined by colons; absent: the root. */
      readonly command?: string;
    }
  | { readonly kind: 'version' }
  | InvocationError;

/** A command line that asks for nothing that there is: the user's mistake. */
export interface InvocationError {
  readonly kind: 'error';
  /** What is wrong, in the words of AEMM where it has words for it. */
  readonly message: string;
  /** What is allowed, or what to type instead. */
  readonly hint?: string;
}

/** A flag and the value that counts. */
export interface GivenFlag {
  /** The long form, without dashes. */
  readonly name: string;
  /** The value, of the type of its flag. */
  readonly value: FlagValue;
}

/** The value of a flag. */
export type FlagValue = string | number | boolean;
