import type { Logger } from '@oclif/core/interfaces';

/** Stands in for oclif's trace, which loads the package `debug`, where nobody asked for one by `DEBUG`. */
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
