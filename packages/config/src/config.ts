import type {
  AemmError,
  AnyCategory,
  ConfiguredScenario,
  Fault,
  FleetDescription,
  ImdsSpec,
} from '@aemm/core';
import type { ResolvedValue } from './model/origin.ts';
import type { GlobalValues } from './vocabulary/global-settings.ts';

/**
 * The sources of a configuration; nothing is read from the process itself.
 *
 * @public
 */
export interface ConfigInput {
  /** The raw values of the command line, by the key of the setting: `spot.action`. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** The environment: `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The home directory; `undefined` if there is none. */
  readonly home: string | undefined;
  /** The working directory, which relative paths count from. */
  readonly cwd: string;
  /** The config file to read, whatever flags and environment name. */
  readonly file?: string;
  /** Whether it draws no warning if there is no default config file, or no home directory to look for one. */
  readonly isFileOptional?: boolean;
  /** How to read the config file; if absent, it is read as a whole, up to 4 MiB, also from a pipe. */
  readonly read?: (path: string) => Promise<Uint8Array>;
  /** All known categories, served or not. */
  readonly categories: readonly AnyCategory[];
}

/**
 * A resolved configuration: precedence is flag, environment, file, default, key by key.
 *
 * @public
 */
export interface Config {
  /** The path of the file that was read; `undefined` if none was. */
  readonly file: string | undefined;
  /** The global settings, by name. */
  readonly globals: GlobalValues;
  /** Every setting with its value and origin. */
  readonly settings: readonly ResolvedValue[];
  /**
   * Every key with its value and origin: settings, instance, and the paths and values of leaves. They are found when this
   * is first read, which compiles the configuration.
   */
  readonly values: readonly ResolvedValue[];
  /** The configured faults. */
  readonly faults: readonly Fault[];
  /** The configured fleet; `undefined`: there is none. */
  readonly fleet: FleetDescription | undefined;
  /** The configured scenario; `undefined`: none. */
  readonly scenario: ConfiguredScenario | undefined;
  /** The warnings, one line each, ready to print. */
  readonly warnings: readonly string[];
  /**
   * Describes the problems of a snapshot of it, in one line for each, up to 20, with the place where the value is
   * configured. If the category of a plugin is at fault, the line names the plugin.
   *
   * @param owners - the plugin that brought a category, by the id of the category
   */
  describe(problems: readonly AemmError[], owners?: ReadonlyMap<string, string>): string[];
  /**
   * Builds what core serves from it.
   *
   * @param notices - the categories whose notices are served, by id; all if absent
   */
  spec(notices?: readonly string[]): ImdsSpec;
}
