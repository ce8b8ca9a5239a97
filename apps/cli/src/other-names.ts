/**
 * What other programs, and oclif's own commands for plugins, call commands of this one: both as typed, the second after
 * the name of the program.
 */
export const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ...['version', 'ver'].map((word) => [word, '--version'] as const),
  ...['usage', 'commands', 'man', '?'].map((word) => [word, '--help'] as const),
  // Without a command, it mocks everything.
  ...['serve', 'server', 'start', 'run', 'up', 'listen', 'mock', 'all'].map(
    (word) => [word, ''] as const,
  ),
  ['asg', 'asglifecycle'],
  ['autoscaling', 'asglifecycle'],
  ['itn', 'spot'],
  ['maintenance', 'events'],
  ['list', 'routes'],
  ['paths', 'routes'],
  ['check', 'config validate'],
  ['validate', 'config validate'],
  ['lint', 'config validate'],
  ['show', 'config show'],
  ['autocomplete', 'completion'],
  ['plugin', 'plugins'],
  ['install', 'plugins install'],
  ['uninstall', 'plugins uninstall'],
  ['link', 'plugins link'],
  ['plugins list', 'plugins'],
  ['plugins ls', 'plugins'],
  ['plugins update', 'plugins install'],
  ['plugins upgrade', 'plugins install'],
]);
