import { watchStandardOutput } from './standard-output.ts';
import { VERSION } from './version.ts';

/**
 * Runs the command line with the arguments after the program's name.
 *
 * @returns whether a mock listens now
 */
export async function main(argv: readonly string[]): Promise<boolean> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) {
    watchStandardOutput();
    process.stdout.write(`v${VERSION}\n`);
    return false;
  }
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(argv);
  return process.getActiveResourcesInfo().includes('TCPServerWrap');
}

/** The commands and categories of the bundle, which are loaded only to run one. */
export async function loadCommands(): Promise<typeof import('./commands.ts')> {
  return import('./commands.ts');
}
