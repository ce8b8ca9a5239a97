import { VERSION } from './version.ts';

/** Runs the command line with the arguments after the program's name. */
export async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) {
    process.stdout.write(`v${VERSION}\n`);
    return;
  }
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(argv);
}
