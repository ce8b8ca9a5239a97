/**
 * Every code core can fail with, and what it means in one phrase.
 *
 * `user`: the configuration has to be corrected. `plugin`: the author of a category has to fix it.
 *
 * @public
 */
export const ERROR_CODES = {
  AEMM_CATEGORY_SHAPE: {
    fault: 'plugin',
    means: 'the value is not a category made by defineCategory',
  },
  AEMM_CATEGORY_CONTRACT: {
    fault: 'plugin',
    means: 'the category was made for another contract version',
  },
  AEMM_CATEGORY_DUPLICATE: {
    fault: 'plugin',
    means: 'a category of that id is registered already',
  },
  AEMM_NAME_RESERVED: {
    fault: 'plugin',
    means: 'a category or a setting of it has a name that means something else in a configuration',
  },
  AEMM_KEY_DUPLICATE: { fault: 'plugin', means: 'two leaves of one section share a key' },
  AEMM_PATH_CONFLICT: { fault: 'plugin', means: 'two categories claim the same default path' },
  AEMM_PATH_SHARED: { fault: 'user', means: 'a leaf was moved to the path of another one' },
  AEMM_PATH_INVALID: { fault: 'user', means: 'the path cannot be served' },
  AEMM_PATH_CLIMBS: {
    fault: 'user',
    means: 'a name that becomes a part of a path would lead out of its directory',
  },
  AEMM_INSTANCE_INVALID: { fault: 'user', means: 'the description of the instance is not allowed' },
  AEMM_INSTANCE_UNREAL: { fault: 'user', means: 'EC2 would refuse this part of the instance' },
  AEMM_OVERRIDE_UNUSED: { fault: 'user', means: 'a configured path or value has no effect' },
  AEMM_PLACEHOLDER_UNKNOWN: {
    fault: 'plugin',
    means: 'a path names a placeholder that no leaf of its section has',
  },
  AEMM_VALUE_CYCLE: {
    fault: 'plugin',
    means: 'the values of leaves depend on each other in a circle',
  },
  AEMM_VALUE_INVALID: { fault: 'user', means: 'the value of a leaf cannot be served' },
  AEMM_SETTING_INVALID: { fault: 'user', means: 'the value of a setting is not allowed' },
  AEMM_SETTING_ASYNC: {
    fault: 'plugin',
    means: 'the schema of a setting validates asynchronously',
  },
  AEMM_TIMING_UNKNOWN: { fault: 'plugin', means: 'a notice names a timing that does not exist' },
  AEMM_CATEGORY_THREW: {
    fault: 'plugin',
    means: 'code of a category threw, or made a value that cannot be served',
  },
  AEMM_ACTION_UNKNOWN: { fault: 'user', means: 'there is no such category or action' },
  AEMM_INPUT_INVALID: {
    fault: 'user',
    means: 'the input of an action or an operation is not allowed',
  },
  AEMM_ACTION_REFUSED: {
    fault: 'user',
    means: 'the action cannot be done in the state that its category is in',
  },
  AEMM_CHANGES_MANY: { fault: 'user', means: 'too many changes were made since the last reset' },
  AEMM_FAULT_UNKNOWN: { fault: 'user', means: 'there is no such fault' },
  AEMM_SCENARIO_INVALID: { fault: 'user', means: 'the scenario cannot be played' },
  AEMM_INSTANCE_UNKNOWN: { fault: 'user', means: 'the fleet has no such instance' },
  AEMM_MAC_SHORT: { fault: 'user', means: 'the message authentication code is too short' },
} as const satisfies Record<string, { fault: 'user' | 'plugin'; means: string }>;

/**
 * A code of {@link ERROR_CODES}.
 *
 * @public
 */
export type ErrorCode = keyof typeof ERROR_CODES;

const BRAND = Symbol.for('aemm.error');

/** Characters that end a line or control a terminal. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** A message as one line, whatever it quotes. */
function inOneLine(message: string): string {
  return message.replace(CONTROL, (character) => {
    if (character === '\n') return '\\n';
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * A failure with a documented code.
 *
 * `instanceof` holds across copies of this package in one process: a plugin may bring its own.
 *
 * @public
 */
export class AemmError extends Error {
  /** `AemmError`. */
  override readonly name = 'AemmError';
  /** Which failure this is. */
  readonly code: ErrorCode;
  /** The configuration key it is about, if it is about one: `userdata.values.userdata`. */
  readonly key: string | undefined;
  /** The id of the category whose code failed, if it is one that did. */
  readonly category: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; key?: string; category?: string } = {},
  ) {
    super(inOneLine(message), { cause: options.cause });
    this.code = code;
    this.key = options.key;
    this.category = options.category;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is such a failure, of whichever copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
