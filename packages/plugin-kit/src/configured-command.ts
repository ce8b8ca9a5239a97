import type { ConfigInput } from '@aemm/config';
import { toPrintable } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';
import { Command } from '@oclif/core/command';
import type { FlagInput, Input, OutputFlags, ParserOutput } from '@oclif/core/interfaces';
import type { CategoryCollection } from './categories.ts';
import { collectCategories } from './categories.ts';
import type { PluginProblem } from './errors.ts';
import { formatPluginProblem } from './errors.ts';
import { flagsByKey, globalFlags, printableValue, withoutChoices } from './flags.ts';

/**
 * The resolved configuration of a command, and its categories.
 *
 * @public
 */
export interface CommandSetup extends CategoryCollection {
  /** Where the configuration comes from. */
  readonly input: ConfigInput;
  /** The positional arguments, by name. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The flags that were typed, in that order, with the values they have. */
  readonly given: readonly GivenFlag[];
}

/**
 * A flag that was typed.
 *
 * @public
 */
export interface GivenFlag {
  /** Its long name. */
  readonly name: string;
  /** Its value, as text; `(hidden)` if that is secret. */
  readonly value: string;
}

/**
 * The base of every command that reads the mock's configuration: all settings as flags, and all categories that there
 * are, plugins' included.
 *
 * @public
 */
export abstract class ConfiguredCommand extends Command {
  /** The global settings, which every command has as flags. */
  static override baseFlags: FlagInput = globalFlags;

  /**
   * What shells complete the values of its flags and arguments with, by name: `file`, or `mock` for the commands that
   * start a mock. A command that has more adds them to these.
   */
  static completes: Readonly<Record<string, 'file' | 'mock'>> = {
    'config-file': 'file',
    scenario: 'file',
  };

  /** Marks it, in oclif's manifest too, as a command whose arguments are read as AEMM reads them. */
  static readonly readsSettings = true;

  /**
   * Collects what the command works with. Plugins that failed are reported on standard error.
   *
   * @param needed - the ids of categories that the command cannot do without
   * @throws an error of oclif's, exit status 1, if one of them is missing
   */
  protected async setUp(needed: readonly string[] = []): Promise<CommandSetup> {
    const { args, flags, raw } = await this.parse();
    const declared = { ...this.ctor.baseFlags, ...this.ctor.flags };
    const { categories, owners, problems } = await collectCategories(this.config);
    const fatal = this.#findFatal(categories, problems, needed);
    for (const problem of problems) {
      if (problem === fatal) continue;
      this.logToStderr(formatPluginProblem(problem));
      // With DEBUG: the stack, and those of its causes.
      if (problem.cause !== undefined) this.debug('%O', problem.cause);
    }
    if (fatal !== undefined) {
      const { plugin, code, message, cause } = fatal;
      const line = `Plugin ${plugin} cannot be used (${code}): ${message}`;
      this.error(new Error(toPrintable(line), { cause }), { exit: 1 });
    }
    const { HOME: home, USERPROFILE: windowsHome } = process.env;
    const input: ConfigInput = {
      flags: flagsByKey(flags, declared),
      env: process.env,
      home: home || windowsHome,
      cwd: process.cwd(),
      // Scripts may wait for AEMM's warning; a person who has no file knows.
      isFileOptional: process.stderr.isTTY === true,
      categories,
    };
    return { categories, owners, problems, input, args, given: givenFlags(raw, flags, declared) };
  }

  /** Prints a line on standard error, which `--json` leaves to people; oclif's own prints nothing then. */
  override logToStderr(line = ''): void {
    process.stderr.write(`${line}\n`);
  }

  /** A broken plugin is left out, but not where a command of its own asks for what it should have brought. */
  #findFatal(
    categories: readonly AnyCategory[],
    problems: readonly PluginProblem[],
    needed: readonly string[],
  ): PluginProblem | undefined {
    const missing = needed.find((id) => !categories.some((category) => category.id === id));
    if (missing === undefined) return undefined;
    const plugin = this.ctor.plugin?.name ?? this.config.name;
    return (
      problems.find((problem) => problem.plugin === plugin) ?? {
        plugin,
        code: 'AEMM_PLUGIN_SERVES',
        message: `no plugin brings the category "${missing}", which its command "${this.id}" serves`,
      }
    );
  }

  /**
   * Reads the command line as oclif does, but leaves to the configuration which values a setting accepts: its message about
   * one that is not allowed is the same wherever the value comes from.
   */
  protected override parse<
    F extends OutputFlags<FlagInput>,
    B extends OutputFlags<FlagInput>,
    A extends OutputFlags<FlagInput>,
  >(
    options: Input<F, B, A> = this.ctor as Input<F, B, A>,
    argv = this.argv,
  ): Promise<ParserOutput<F, B, A>> {
    const { args, flags, baseFlags, strict, enableJsonFlag } = options;
    // A class inherits some of these, so they would get lost in a copy.
    const inherited = { args, strict, enableJsonFlag };
    const free = { flags: withoutChoices(flags), baseFlags: withoutChoices(baseFlags) };
    return super.parse({ ...options, ...inherited, ...free } as Input<F, B, A>, argv);
  }
}

type RawToken = { readonly type: string; readonly flag?: string };

function givenFlags(
  raw: readonly RawToken[],
  flags: Readonly<Record<string, unknown>>,
  declared: FlagInput,
): readonly GivenFlag[] {
  const names = new Set(raw.flatMap(({ type, flag }) => (type === 'flag' && flag ? [flag] : [])));
  return [...names].map((name) => ({
    name,
    value: printableValue(declared[name], flags[name]),
  }));
}
