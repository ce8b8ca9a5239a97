import { dirname, join } from 'node:path';

/** This package. */
export const PACKAGE = dirname(import.meta.dirname);

/** The built command line. */
export const CLI = join(PACKAGE, '../cli');

/** Where executables are written. */
export const OUTPUT = join(PACKAGE, 'dist');
