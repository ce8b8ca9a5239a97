/**
 * The command that runs this program again.
 *
 * @param script - what Node runs, where this program is not an executable of its own
 */
export function ownCommand(script: string): readonly string[] {
  const { execPath, execArgv } = process;
  const isExecutable = process.getBuiltinModule?.('node:sea')?.isSea() ?? false;
  return isExecutable ? [execPath] : [execPath, ...execArgv, script];
}
