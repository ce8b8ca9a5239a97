/**
 * The rooms of a package: the folders and files right below its `src`, lowest first. A room imports only those before
 * it, and what is not listed is not there.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  '@aemm/core': [
    'ambient.ts',
    'errors.ts',
    'text',
    'instance',
    'contract',
    'registry',
    'profiles',
    'categories',
    'compile',
    'changes',
    'serve',
    'control',
    'testing',
    'index.ts',
    'testing.ts',
  ],
  '@aemm/config': [
    'nearest.ts',
    'pace.ts',
    'printable.ts',
    'config-error.ts',
    'model',
    'vocabulary',
    'config.ts',
    'messages',
    'files',
    'layers',
    'resolve',
    'index.ts',
  ],
  '@aemm/server': [
    'steady-clock.ts',
    'mac.ts',
    'node-timer.ts',
    'log',
    'identity',
    'wire',
    'listen',
    'control',
    'mock.ts',
    'index.ts',
  ],
};
