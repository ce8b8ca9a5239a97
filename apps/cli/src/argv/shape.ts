/** A flag, as far as reading a command line needs to know it. */
export interface FlagShape {
  /** The long form, without dashes. */
  readonly name: string;
  /** The one-letter form, without a dash. */
  readonly char?: string;
  /** What its value is. */
  readonly type: 'boolean' | 'string' | 'integer';
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** `true`: if it is given more than once, every value counts, not only the last one. */
  readonly repeats?: boolean;
}

/** A positional argument of a command. */
export interface ArgumentShape {
  /** What help calls it. */
  readonly name: string;
  /** `true`: the command does not run without it. */
  readonly required?: boolean;
}

/** A command, as far as reading a command line needs to know it. */
export interface CommandShape {
  /** Its oclif id; the words of a longer one are separated by colons: `config:show`. */
  readonly id: string;
  /** Other ids of the same command. */
  readonly aliases: readonly string[];
  /** Its own flags. The root's flags hold for it too, unless one of these has the same name or letter. */
  readonly flags: readonly FlagShape[];
  /** `false`: the root's flags mean nothing to it. */
  readonly globalFlags?: false;
  /** Its positional arguments. More words than these are refused. */
  readonly arguments?: readonly ArgumentShape[];
  /** `true`: the last argument may be given more than once. */
  readonly variadic?: boolean;
  /** `true`: it refuses words too if it has no arguments; others drop them then, as AEMM does. */
  readonly refusesWords?: boolean;
  /**
   * `true`: what follows the command's words is its own affair and is handed on untouched; `with-help`: a request for
   * help, too, if more words follow.
   */
  readonly passthrough?: boolean | 'with-help';
  /** `true`: its first argument begins the command line of another program, which is handed on untouched. */
  readonly runsCommand?: boolean;
}

/** A whole command line program. */
export interface CliShape {
  /** The name that messages call it by. */
  readonly bin: string;
  /** The flags of the root, which every command has too. `help` and `version` are always there. */
  readonly flags: readonly FlagShape[];
  /** The commands, without `help`, which is always there. */
  readonly commands: readonly CommandShape[];
  /** What programs like this one call a command of another name here: both as typed; empty: the root. */
  readonly otherNames?: ReadonlyMap<string, string>;
}

/** The words that a command is typed with. */
export function commandWords(id: string): readonly string[] {
  return id.split(':');
}
