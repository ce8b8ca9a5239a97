import { terminalOf } from './banner/terminal.ts';
import { ConfiguredCommand } from './configured-command.ts';
import type { RunningMock } from './run-mock.ts';
import { runMock } from './run-mock.ts';
import { exitOnSignal } from './signals.ts';

/**
 * The base of every command that starts a mock: settings, listening, reload and shutdown are here; a command adds
 * flags and names the categories it serves.
 *
 * @example
 * ```ts
 * export class Rack extends MockCommand {
 *   static override summary = 'Mock the rack';
 *   static override flags = settingFlags(rack);
 *   static override serves = [rack.id];
 *   static override subject = 'the rack';
 * }
 * ```
 * @public
 */
export abstract class MockCommand extends ConfiguredCommand {
  /**
   * The categories whose notices it serves, by id; all of them if absent. Leaves that are not notices are static
   * metadata, which every command serves.
   */
  static serves?: readonly string[];

  /** The subject of the start-up line: `EC2 Events`. */
  static subject: string;

  /**
   * Starts the mock and returns once it listens; the process goes on until a signal ends it.
   *
   * @throws ConfigError for user errors; an error with a `code` if it cannot listen
   */
  override async run(): Promise<RunningMock> {
    let mock: RunningMock | undefined;
    exitOnSignal(async () => mock?.close());
    const { serves, subject } = this.ctor as typeof MockCommand;
    const { input, given, owners } = await this.setUp(serves);
    const terminal = terminalOf(process.stderr);
    mock = await runMock({
      input,
      ...(serves && { notices: serves }),
      owners,
      subject,
      given,
      print: (line) => this.log(line),
      ...(terminal && { terminal }),
      listing: [this.config.bin, 'routes', serves && this.id].filter(Boolean).join(' '),
    });
    return mock;
  }
}
