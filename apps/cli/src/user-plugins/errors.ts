/** Every code that the management of plugins fails with, whose fault it is, and what it means in one phrase. */
export const USER_PLUGIN_ERROR_CODES = {
  AEMM_NPM_MISSING: { fault: 'user', means: 'npm is not on the PATH' },
  AEMM_NPM_FAILED: { fault: 'user', means: 'npm failed, for the reason that it gave' },
  AEMM_PLUGIN_NOT_FOUND: { fault: 'user', means: 'there is no such package, folder or tarball' },
  AEMM_PLUGIN_INVALID: { fault: 'plugin', means: 'the package is not an oclif plugin' },
  AEMM_PLUGIN_PRESENT: {
    fault: 'user',
    means: 'a plugin of that name is there already, from another place',
  },
  AEMM_PLUGIN_ABSENT: { fault: 'user', means: 'no plugin of that name was installed or linked' },
  AEMM_DATA_DIR: { fault: 'user', means: 'the folder that plugins are kept in cannot be used' },
  AEMM_PLUGIN_LIST: { fault: 'user', means: 'the file that lists the plugins is not valid' },
  AEMM_PLUGIN_FOLDER: { fault: 'user', means: 'the folder of the plugin cannot be written' },
  AEMM_PLUGINS_BUSY: { fault: 'user', means: 'another program is managing the plugins' },
  AEMM_PLUGIN_SPEC: { fault: 'user', means: 'what was typed is not a package, path or address' },
} as const satisfies Record<string, { fault: 'user' | 'plugin'; means: string }>;

/** A code of {@link USER_PLUGIN_ERROR_CODES}. */
export type UserPluginErrorCode = keyof typeof USER_PLUGIN_ERROR_CODES;

/** What went wrong with a user's plugin, in one line. */
export class UserPluginError extends Error {
  override readonly name = 'UserPluginError';
  readonly code: UserPluginErrorCode;

  constructor(code: UserPluginErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
