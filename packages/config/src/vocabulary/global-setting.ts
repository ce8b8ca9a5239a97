import type { Setting } from '@aemm/core';

/**
 * What there is to know of a global setting beside the setting itself.
 *
 * @public
 */
export interface GlobalFacts {
  /** `true`: it is read when the mock starts; a change of it needs a restart. */
  readonly atStart?: true;
  /** The section of a config file that holds it; absent: the top of the file. */
  readonly section?: 'server' | 'metadataOptions' | 'identityKeys';
  /** `true`: it is the path of a file, which counts from the folder of the config file that has it. */
  readonly file?: true;
  /** Its name in a config file, where that is not the name of its flag. */
  readonly key?: string;
  /** `true`: the messages of its schema name what is allowed, and where in the value. */
  readonly explained?: true;
}

/**
 * A setting that every command has.
 *
 * @public
 */
export type GlobalSetting<Value = unknown> = Setting<Value> & GlobalFacts;

/** Declares a global setting. */
export function globalSetting<Value>(
  setting: Setting<Value>,
  facts: GlobalFacts,
): GlobalSetting<Value> {
  return { ...setting, ...facts };
}
