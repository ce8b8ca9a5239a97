import { clientEnvironment } from '@aemm/mock';
import type { CompanionOptions, MockRequest, RunningMock } from '@aemm/plugin-kit';
import { runMock } from '@aemm/plugin-kit';
import { LINK_LOCAL_ADDRESSES } from '../link-local/addresses.ts';
import { containerDefaults, containerVariables } from './container-credentials.ts';
import { controlVariables } from './control-variables.ts';
import type { Handover } from './namespace/handover.ts';
import { addAddresses, asCaller, awaitNetwork } from './namespace/inside.ts';
import type { Place } from './place.ts';
import { inNamespace, onLoopback } from './place.ts';
import type { CommandLine } from './run-command.ts';

/** A command, and the mock that it runs against. */
export interface StageRequest {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** What the mock serves, and from which configuration. */
  readonly mock: Pick<MockRequest, 'input' | 'owners'>;
  /** Whether the command gets a control plane. */
  readonly withControl: boolean;
  /** The names of variables that the command gets as they are. */
  readonly keepEnv: readonly string[];
  /** Present if this process is inside a namespace of its own. */
  readonly handover: Handover | undefined;
  /** Shows a line to the user, beside the output of the command. */
  readonly note: (line: string) => void;
}

/** A mock that listens, and how a command gets to it. */
export interface Stage {
  readonly mock: RunningMock;
  /** Where clients have to be pointed to; absent: they find the mock where they look by default. */
  readonly url?: string;
  /** The names and addresses of the mock. */
  readonly hosts: readonly string[];
  /** What the command is run by. */
  readonly prefix: readonly string[];
}

/** Called with each request once its answer has been sent. */
export type Observe = NonNullable<CompanionOptions['observe']>;

/**
 * Starts the mock of a command.
 *
 * @throws ConfigError for a configuration that is not valid; an error with a `code` if the mock cannot listen
 */
export async function prepareStage(request: StageRequest, observe: Observe): Promise<Stage> {
  const { handover, note } = request;
  if (handover === undefined) {
    const mock = await startMock(request, onLoopback, observe);
    return { mock, url: mock.url, hosts: [hostOf(mock.url), 'localhost'], prefix: [] };
  }
  const ready = await addAddresses(handover, note);
  const mock = await startMock(request, inNamespace(note), observe);
  // Now that the mock has its port, what carries packets cannot take that.
  await awaitNetwork(ready, note);
  return { mock, hosts: LINK_LOCAL_ADDRESSES, prefix: await asCaller(handover, note) };
}

function startMock(
  { mock, withControl }: StageRequest,
  place: Place,
  observe: Observe,
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
      observe,
    },
  });
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

/** What a command is run by, and with which environment. */
export function commandLine(
  { command, keepEnv, note }: StageRequest,
  { mock, url, hosts, prefix }: Stage,
): CommandLine {
  const { env, hidden, keptAnyway } = clientEnvironment({
    env: process.env,
    platform: process.platform,
    ...(url !== undefined && { url }),
    set: { ...containerVariables(mock), ...controlVariables(mock) },
    hosts: [...new Set([...hosts, ...otherHosts(mock)])],
    keep: keepEnv,
  });
  if (hidden.length > 0) note(describeHidden(hidden));
  if (keptAnyway.length > 0) note(describeKept(keptAnyway));
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

function describeKept(names: readonly string[]): string {
  return `Note: --keep-env changes nothing for ${names.join(', ')}: exec neither hides nor sets such a variable.`;
}
