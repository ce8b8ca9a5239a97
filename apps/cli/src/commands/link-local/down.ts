import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';

/** `link-local down`: undoes `link-local up`. */
export class LinkLocalDown extends Command {
  static override summary = 'Print, or run, the commands that remove them';
  static override usage = 'link-local down';
  static override flags = {
    apply: boolean({ allowNo: true, description: 'whether to run the commands' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(LinkLocalDown);
    const { changeHost } = await import('../../link-local/change-host.ts');
    const failure = changeHost({
      change: 'down',
      apply: flags.apply,
      force: false,
      print: (line) => this.log(line),
      note: (line) => this.logToStderr(line),
    });
    if (failure !== undefined) this.error(failure, { exit: 1 });
  }
}
