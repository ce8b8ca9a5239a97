import { fileURLToPath } from 'node:url';
import type { Config } from '@oclif/core/config';
import { settings } from '@oclif/core/settings';
import type { InvocationError } from './argv/invocation.ts';
import { normalizeArgv } from './argv/normalize-argv.ts';
import * as usageError from './argv/usage-error.ts';
import type { InvalidCommand } from './cli-docs.ts';
import { DEFAULT_COMMAND, describeCli } from './cli-docs.ts';
import { fail } from './fail.ts';
import type { CliDocs } from './help/docs.ts';
import type { StandardOutput } from './standard-output.ts';
import { watchStandardOutput } from './standard-output.ts';
import { loadConfig } from './user-plugins/load-config.ts';
import { runCommand } from './user-plugins/run-command.ts';
import { VERSION } from './version.ts';

/** The folder of this package, which is where oclif finds its manifest. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Finds the command and its arguments, and runs it. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // A linked plugin in TypeScript would otherwise warn on every run that it cannot be transpiled.
  settings.enableAutoTranspile = false;
  // A mock runs on after its command has returned. A rejection without a handler ends here too.
  const output = watchStandardOutput();
  process.on('uncaughtException', (error) => {
    if (!output.hasHandled(error)) fail(error);
  });
  // There is nowhere to report it.
  process.stderr.on('error', () => {});
  try {
    const { config, warnings } = await loadConfig(ROOT);
    for (const line of warnings) process.stderr.write(`${line}\n`);
    await dispatch(argv, config, output);
  } catch (error) {
    fail(error);
  }
}

async function dispatch(
  argv: readonly string[],
  config: Config,
  output: StandardOutput,
): Promise<void> {
  const docs = await describe(config);
  const invocation = normalizeArgv(argv, docs);
  switch (invocation.kind) {
    case 'version':
      process.stdout.write(`v${VERSION}\n`);
      return;
    case 'help':
      return showHelp(docs, invocation.command);
    case 'error':
      return refuse(invocation);
    case 'run':
      if (startsMock(docs, invocation.command)) output.makeOptional();
      for (const line of invocation.warnings ?? []) process.stderr.write(`${line}\n`);
      await runCommand(config, invocation.command ?? DEFAULT_COMMAND, [...invocation.argv]);
  }
}

/** AEMM goes on serving without standard output. */
function startsMock({ commands }: CliDocs, command: string | undefined): boolean {
  return command === undefined || commands.some(({ id, mocks }) => id === command && mocks);
}

async function describe(config: Config): Promise<CliDocs> {
  const invalid: InvalidCommand[] = [];
  const docs = describeCli(config, (command) => invalid.push(command));
  if (invalid.length > 0) {
    const { explainInvalid } = await import('./user-plugins/explain-warnings.ts');
    for (const line of invalid.map(explainInvalid)) process.stderr.write(`${line}\n`);
  }
  return docs;
}

async function showHelp(docs: CliDocs, command: string | undefined): Promise<void> {
  const { renderHelp } = await import('./help/render-help.ts');
  const { helpWidth } = await import('./help/help-width.ts');
  process.stdout.write(renderHelp(docs, command, { width: helpWidth(process.stdout) }));
}

function refuse(error: InvocationError): void {
  process.stderr.write(`${usageError.format(error)}\n`);
  process.exitCode = 2;
}
