import { clientEnvironment } from '@aemm/mock';
import type { MockRequest, RunningMock } from '@aemm/plugin-kit';
import { runMock } from '@aemm/plugin-kit';
import { LINK_LOCAL_ADDRESSES } from '../link-local/addresses.ts';
import type { Audit } from './audit.ts';
import { createAudit } from './audit.ts';
import { containerDefaults, containerVariables } from './container-credentials.ts';
import { controlVariables } from './control-variables.ts';
import type { CommandEnd } from './exit-status.ts';
import { describeStartFailure, exitStatus } from './exit-status.ts';
import { isThere } from './find-program.ts';
import type { Handover } from './namespace/handover.ts';
import { addAddresses, asCaller, awaitNetwork } from './namespace/inside.ts';
import type { Place } from './place.ts';
import { inNamespace, onLoopback } from './place.ts';
import type { CommandLine } from './run-command.ts';
import { runCommand } from './run-command.ts';

/** A command, and the mock that it runs against. */
export interface ExecRequest {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** What the mock serves, and from which configuration. */
  readonly mock: Pick<MockRequest, 'input' | 'owners'>;
  /** Whether it is reported who asked without a session token. */
  readonly audit: boolean;
  /** Whether a request without a session token makes the exit status 1. */
  readonly failOnImdsV1: boolean;
  /** Whether the command gets a control plane. */
  readonly withControl: boolean;
  /** The names of variables that the command gets as they are. */
  readonly keepEnv: readonly string[];
  /** Present if this process is inside a namespace of its own. */
  readonly handover: Handover | undefined;
  /** Shows a line to the user, beside the output of the command. */
  readonly note: (line: string) => void;
}

/**
 * Starts a mock, runs a command against it, and stops the mock when the command ends.
 *
 * @returns the exit status
 * @throws ConfigError for a configuration that is not valid; an error with a `code` if the mock cannot listen
 */
export async function runExec(request: ExecRequest): Promise<number> {
  const audit = createAudit();
  const stage = await prepare(request, audit);
  let end: CommandEnd;
  try {
    end = await run(request, stage);
  } finally {
    await stage.mock.close();
  }
  return conclude(request, end, audit);
}

/** A mock that listens, and how a command gets to it. */
interface Stage {
  readonly mock: RunningMock;
  /** Where clients have to be pointed to; absent: they find the mock where they look by default. */
  readonly url?: string;
  /** The names and addresses of the mock. */
  readonly hosts: readonly string[];
  /** What the command is run by. */
  readonly prefix: readonly string[];
}

async function prepare(request: ExecRequest, audit: Audit): Promise<Stage> {
  const { handover, note } = request;
  if (handover === undefined) {
    const mock = await startMock(request, onLoopback, audit);
    return { mock, url: mock.url, hosts: [hostOf(mock.url), 'localhost'], prefix: [] };
  }
  const ready = await addAddresses(handover, note);
  const mock = await startMock(request, inNamespace(note), audit);
  // Now that the mock has its port, what carries packets cannot take that.
  await awaitNetwork(ready, note);
  return { mock, hosts: LINK_LOCAL_ADDRESSES, prefix: await asCaller(handover, note) };
}

function startMock(
  { mock, withControl }: ExecRequest,
  place: Place,
  audit: Audit,
): Promise<RunningMock> {
  return runMock({
    ...mock,
    input: { ...mock.input, isFileOptional: true },
    subject: 'a command',
    given: [],
    print: () => {},
    companion: {
      ...place,
      control: withControl,
      defaults: containerDefaults(),
      observe: audit.record,
    },
  });
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

async function run(request: ExecRequest, stage: Stage): Promise<CommandEnd> {
  const [program = ''] = request.command;
  const line = commandLine(request, stage);
  // Windows adds endings to names, and has no prefixes that would report what is missing in their own words.
  const isMissing = process.platform !== 'win32' && !isThere(program, line.env.PATH);
  return isMissing ? NOT_FOUND : runCommand(line);
}

const NOT_FOUND: CommandEnd = {
  kind: 'not-started',
  error: Object.assign(new Error('not found'), { code: 'ENOENT' }),
};

function commandLine(
  { command, keepEnv, note }: ExecRequest,
  { mock, url, hosts, prefix }: Stage,
): CommandLine {
  const { env, hidden } = clientEnvironment({
    env: process.env,
    platform: process.platform,
    ...(url !== undefined && { url }),
    set: { ...containerVariables(mock), ...controlVariables(mock) },
    hosts: [...new Set([...hosts, ...otherHosts(mock)])],
    keep: keepEnv,
  });
  if (hidden.length > 0) note(describeHidden(hidden));
  const [program = '', ...args] = [...prefix, ...command];
  return { program, args, env };
}

function otherHosts({ services, controlUrl }: RunningMock): readonly string[] {
  const urls = services.map(({ url }) => url);
  return (controlUrl === undefined ? urls : [...urls, controlUrl]).map(hostOf);
}

function describeHidden(names: readonly string[]): string {
  const list = names.join(', ');
  return `Note: the command does not see ${list}, which would keep AWS clients from the mock. To pass them on: --keep-env=${names.join(',')}`;
}

function conclude(
  { command, note, ...wanted }: ExecRequest,
  end: CommandEnd,
  audit: Audit,
): number {
  const status = exitStatus(end);
  if (end.kind === 'not-started') {
    note(describeStartFailure(command[0] ?? '', end.error));
    return status;
  }
  const isFailure = wanted.failOnImdsV1 && audit.withoutToken > 0;
  if (wanted.audit || isFailure) for (const line of audit.report()) note(line);
  return isFailure && status === 0 ? 1 : status;
}
