import type { ConfigInput } from '@aemm/config';
import { settingTable } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';
import { Command } from '@oclif/core/command';
import type { FlagInput } from '@oclif/core/interfaces';
import type { CategoryCollection } from './categories.ts';
import { collectCategories } from './categories.ts';
import { formatPluginProblem } from './errors.ts';
import { flagsByKey, globalFlags, withoutChoices } from './flags.ts';

/**
 * What a command was told, and the categories that it may deal with.
 *
 * @public
 */
export interface CommandSetup extends CategoryCollection {
  /** Where the configuration comes from. */
  readonly input: ConfigInput;
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
  /** Its value, as text. */
  readonly value: string;
}

/**
 * The base of every command that reads the mock's configuration: all settings as flags, and all categories that there
 * are, plugins' included.
 *
 * @public
 */
export abstract class ConfiguredCommand extends Command {
  static override baseFlags: FlagInput = globalFlags;

  /** Marks it, in oclif's manifest too, as a command whose arguments are read as AEMM reads them. */
  static readonly readsSettings = true;

  /** Collects what the command works with. Plugins that failed are reported on standard error. */
  protected async setUp(): Promise<CommandSetup> {
    const { flags, raw } = await this.#parseFlags();
    const { categories, problems } = await collectCategories(this.config);
    for (const problem of problems) this.logToStderr(formatPluginProblem(problem));
    const { HOME: home, USERPROFILE: windowsHome } = process.env;
    const input: ConfigInput = {
      flags: flagsByKey(flags, settingTable(categories)),
      env: process.env,
      home: home || windowsHome,
      cwd: process.cwd(),
      categories,
    };
    return { categories, problems, input, given: givenFlags(raw, flags) };
  }

  async #parseFlags(): Promise<{ flags: Record<string, unknown>; raw: readonly RawToken[] }> {
    const { args, flags = {}, baseFlags, strict, enableJsonFlag } = this.ctor;
    return this.parse({
      args,
      flags: withoutChoices(flags),
      baseFlags: withoutChoices(baseFlags),
      strict,
      enableJsonFlag,
    });
  }
}

/**
 * The categories that a command serves: its own of those with notices, and all without, which are static metadata.
 *
 * @param serves - the ids of its own; absent: all
 * @public
 */
export function servedCategories(
  categories: readonly AnyCategory[],
  serves: readonly string[] | undefined,
): readonly AnyCategory[] {
  return categories.filter(
    ({ id, notices }) => notices.length === 0 || (serves?.includes(id) ?? true),
  );
}

type RawToken = { readonly type: string; readonly flag?: string };

function givenFlags(
  raw: readonly RawToken[],
  flags: Readonly<Record<string, unknown>>,
): readonly GivenFlag[] {
  const names = new Set(raw.flatMap(({ type, flag }) => (type === 'flag' && flag ? [flag] : [])));
  return [...names].map((name) => ({ name, value: String(flags[name]) }));
}
