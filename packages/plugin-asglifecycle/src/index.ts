/**
 * Name under which this package is published.
 *
 * @public
 */
export const PACKAGE_NAME = '@aemm/plugin-asglifecycle';
