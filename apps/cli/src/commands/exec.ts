import { ConfiguredCommand } from '@aemm/plugin-kit';
import { string as argument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import type { NetworkMode } from '../exec/namespace/outside.ts';

/** `exec`: runs a command against a mock of its own, which ends with it. */
export class Exec extends ConfiguredCommand {
  static override summary = 'Run a command against a mock of its own';
  static override description =
    'Starts a mock, points AWS clients to it by environment variables, runs a command, and ends with it.';
  static override usage = 'exec COMMAND [ARGUMENT...]';
  static override examples = [
    { command: 'exec -- aws configure list', description: 'the credentials of the instance' },
    { command: 'exec --audit --imdsv2 -- ./test.sh', description: 'who still uses IMDSv1' },
    { command: 'exec --check -- ./test.sh', description: 'what it survives' },
    {
      command: 'exec --link-local -- curl http://169.254.169.254/latest/meta-data/',
      description: 'at the address of the real service (Linux)',
    },
  ];
  static override args = {
    // Standard input is the command's: oclif must not look there for an argument that is missing.
    command: argument({ required: true, ignoreStdin: true, description: 'the program to run' }),
  };
  static override strict = false;
  static override flags = {
    audit: boolean({
      allowNo: true,
      description: 'whether to report on standard error who asked without a session token (IMDSv1)',
    }),
    'fail-on-imdsv1': boolean({
      allowNo: true,
      description: 'whether a request without a session token makes the exit status 1',
    }),
    check: boolean({
      allowNo: true,
      description:
        'whether the command is run against services that are out of order, to see which of them it survives',
    }),
    'check-timeout': string({
      description: 'seconds that a command of --check has for each service (default: 30)',
    }),
    json: boolean({ allowNo: true, description: 'whether the report of --check is JSON' }),
    'with-control': boolean({
      allowNo: true,
      description: 'whether the command gets a control plane of the mock, at AEMM_CONTROL_URL',
    }),
    'keep-env': string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'variables that the command gets as they are, separated by commas',
    }),
    'link-local': boolean({
      allowNo: true,
      description:
        'whether the command runs where 169.254.169.254 and fd00:ec2::254 are the mock (Linux)',
    }),
    network: string({
      options: ['host', 'none', 'auto'],
      description: 'what else a command of --link-local reaches (default: auto)',
    }),
  };

  /** Marks it, in oclif's manifest too, as a command whose arguments are the command line of another program. */
  static readonly runsCommand = true;

  override async run(): Promise<void> {
    const { flags } = await this.parse(Exec);
    const note = (line: string): void => this.logToStderr(line);
    const isLinkLocal = flags['link-local'];
    const problem = findConflict(flags) ?? findInvalid(flags['check-timeout']);
    if (problem !== undefined) this.error(problem);
    const { endProcess } = await import('../exec/end-process.ts');
    const { takeHandover } = await import('../exec/namespace/handover.ts');
    const handover = takeHandover(process.env);
    if (isLinkLocal && handover === undefined) {
      const { runInNamespace } = await import('../exec/namespace/enter.ts');
      endProcess(await runInNamespace(flags.network as NetworkMode | undefined, note));
    }
    const { input, owners } = await this.setUp();
    const request = {
      command: this.argv.slice(this.argv.indexOf('--') + 1),
      mock: { input, owners },
      withControl: flags['with-control'],
      keepEnv: (flags['keep-env'] ?? []).flatMap(namesIn),
      handover,
      note,
    };
    if (flags.check) {
      const { runCheck } = await import('../exec/check/run-check.ts');
      const { 'check-timeout': text = '30', json } = flags;
      const print = (line: string): void => this.log(line);
      endProcess(await runCheck({ ...request, seconds: Number(text), json, print }));
    }
    const { runExec } = await import('../exec/run-exec.ts');
    const { audit, 'fail-on-imdsv1': failOnImdsV1 } = flags;
    endProcess(await runExec({ ...request, audit, failOnImdsV1 }));
  }
}

/** The names of a list, with commas or spaces between them. */
function namesIn(list: string): string[] {
  return list.split(/[\s,]+/).filter((name) => name !== '');
}

/** What of the flags cannot be together. */
function findConflict(flags: {
  readonly audit: boolean;
  readonly 'fail-on-imdsv1': boolean;
  readonly check: boolean;
  readonly 'check-timeout'?: string | undefined;
  readonly json: boolean;
  readonly 'link-local': boolean;
  readonly network?: string | undefined;
}): string | undefined {
  if (flags.network !== undefined && !flags['link-local']) {
    return '--network needs --link-local: without that, the command has the network of the host.';
  }
  if (flags.check && (flags.audit || flags['fail-on-imdsv1'])) {
    return '--check does not go with --audit and --fail-on-imdsv1: run the command once for each of them.';
  }
  if (!flags.check && (flags.json || flags['check-timeout'] !== undefined)) {
    return '--check-timeout and --json need --check: without that, the command is run once, as long as it takes.';
  }
  return undefined;
}

/** A day, in seconds. */
const MOST_SECONDS = 86_400;

/** What is wrong with the value of `--check-timeout`. */
function findInvalid(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isAllowed = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_SECONDS;
  return isAllowed
    ? undefined
    : `${JSON.stringify(text)} is not allowed for --check-timeout. Allowed: a whole number from 1 to ${MOST_SECONDS}.`;
}
