import { string } from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import * as usageError from '../argv/usage-error.ts';
import { describeCli } from '../cli-docs.ts';
import { parseShell, renderCompletion, SHELLS } from '../completion/render-completion.ts';

/** The names that the binary is installed under. */
const NAMES = ['ec2-metadata-mock', 'aemm'];

/** `completion`: prints a script that completes commands and flags in a shell. */
export class Completion extends Command {
  static override summary = `Print a completion script for a shell: ${SHELLS.join(', ')}`;
  static override usage = 'completion SHELL';
  static override examples = [
    { command: 'completion bash', description: 'the script, whose head says how to install it' },
  ];
  static override args = { shell: string({ description: 'the shell', options: [...SHELLS] }) };

  override async run(): Promise<void> {
    // Any word is let through here, so that the refusal says what to type.
    const { args } = await this.parse({ args: { shell: string() } });
    const docs = describeCli(this.config);
    const asked = parseShell(args.shell, docs.bin);
    if (asked.kind === 'error') this.error(usageError.format(asked));
    else this.log(renderCompletion(asked.shell, docs, NAMES).trimEnd());
  }
}
