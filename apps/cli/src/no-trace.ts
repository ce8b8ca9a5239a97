import type { Logger } from '@oclif/core/interfaces';

/** Replaces oclif's trace, which loads the package `debug`, unless `DEBUG` is set. */
export const noTrace: Logger = {
  namespace: 'oclif',
  child: () => noTrace,
  debug: ignore,
  error: ignore,
  info: ignore,
  trace: ignore,
  warn: ignore,
};

function ignore(): void {}
