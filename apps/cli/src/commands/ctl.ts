import { toPrintable } from '@aemm/config/printable';
import { Command } from '@oclif/core/command';

/** `ctl`: drives a mock that runs with a control plane. */
export class Ctl extends Command {
  static override summary = 'Drive a mock that runs with --control';
  static override description =
    'Drives a mock that was started with --control: its notices, time, faults and metadata. It finds the mock by --url, AEMM_CONTROL_URL, or at http://127.0.0.1:1339. --control-token or AEMM_CONTROL_TOKEN hold its token, and --json prints JSON. In a fleet --instance names the instance that is meant, and --select label=Name=web-1, index=0-99 and share=0.1 select many. "ctl help" lists the commands, "ctl COMMAND --help" explains one.';
  static override usage = 'ctl COMMAND [ARGUMENT...]';
  static override examples = [
    {
      command: 'ctl spot interrupt --action stop --in-seconds 120',
      description: 'gives the interruption notice',
    },
    { command: 'ctl clock advance 2m', description: 'moves the time of the mock' },
    { command: 'ctl state', description: 'shows what it serves and what was done' },
    { command: 'ctl reset', description: 'makes everything as it was at the start' },
  ];
  static override strict = false;

  /** Marks it, in oclif's manifest too, as a command that reads its own arguments, help included. */
  static readonly passthrough = 'with-help';

  override async run(): Promise<void> {
    const { readOptions } = await import('../ctl/options.ts');
    const print = (lines: readonly string[]): void => {
      for (const line of lines.flatMap((text) => text.split('\n'))) this.log(toPrintable(line));
    };
    try {
      await this.#answer(readOptions(this.argv, process.env), print);
    } catch (error) {
      const { ControlError } = await import('../ctl/call-control.ts');
      const { CtlUsageError } = await import('../ctl/usage-error.ts');
      if (error instanceof ControlError) this.error(toPrintable(error.message), { exit: 1 });
      if (error instanceof CtlUsageError) this.error(toPrintable(error.message), { exit: 2 });
      throw error;
    }
  }

  async #answer(
    { words, place, json, help }: import('../ctl/options.ts').CtlOptions,
    print: (lines: readonly string[]) => void,
  ): Promise<void> {
    if (help || words.length === 0 || words[0] === 'help') {
      const { helpOn } = await import('../ctl/help-on.ts');
      const named = words[0] === 'help' ? words.slice(1) : words;
      const width = process.stdout.columns ?? 80;
      return print(await helpOn(named, place, { bin: this.config.bin, width }));
    }
    const { describeRefusals, runCtl } = await import('../ctl/run-ctl.ts');
    const answer = await runCtl(words, place);
    const { linesOf } = await import('../ctl/print.ts');
    if (json) this.log(JSON.stringify(answer ?? null, null, 2));
    else print(linesOf(answer));
    const refusals = describeRefusals(answer, place);
    if (refusals !== undefined) this.error(refusals, { exit: 1 });
  }
}
