import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';

/** `link-local up`: how this machine gets the addresses of the metadata service. */
export class LinkLocalUp extends Command {
  static override summary =
    'Print, or run, the commands that add 169.254.169.254 and fd00:ec2::254';
  static override usage = 'link-local up';
  static override examples = [
    { command: 'link-local up', description: 'what to type on this system' },
    { command: 'link-local up --apply', description: 'runs it, by sudo' },
  ];
  static override flags = {
    apply: boolean({ allowNo: true, description: 'whether to run the commands' }),
    force: boolean({
      allowNo: true,
      description:
        'whether to run them on an instance of a cloud too, whose own metadata they hide',
    }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(LinkLocalUp);
    const { changeHost } = await import('../../link-local/change-host.ts');
    const failure = changeHost({
      change: 'up',
      apply: flags.apply,
      force: flags.force,
      print: (line) => this.log(line),
      note: (line) => this.logToStderr(line),
    });
    if (failure !== undefined) this.error(failure, { exit: 1 });
  }
}
