import type { Config, ConfigInput } from '@aemm/config';
import { faultOf, runPaced, saveConfig, toPrintable } from '@aemm/config';
import type { Control, IdentitySigner, Imds, ImdsEvent, ImdsSpec } from '@aemm/core';
import { AemmError, systemClock } from '@aemm/core';
import type { ListeningService, Log, Mock } from '@aemm/server';
import { createLog, createMock, createSteadyClock } from '@aemm/server';
import { renderBanner } from './banner/banner.ts';
import type { Terminal } from './banner/terminal.ts';
import type { CompanionOptions } from './companion.ts';
import { addressOf, isLogged, logFormatOf, specOf } from './companion.ts';
import { explain } from './explain.ts';
import type { FollowedConfig } from './follow-config.ts';
import { followConfig } from './follow-config.ts';
import { createConfiguredSigner } from './identity-keys.ts';
import { listRoutes } from './list-routes.ts';
import { needRestart } from './need-restart.ts';
import { observeRequests } from './observe-requests.ts';
import { hasControl, openControl } from './open-control.ts';
import { ownCredentialsWarning, specWith } from './own-credentials/hand-on.ts';
import type { OwnCredentials } from './own-credentials/open.ts';
import { openOwnCredentials } from './own-credentials/open.ts';

/**
 * What to mock, and under which name.
 *
 * @public
 */
export interface MockRequest {
  /** Where the configuration comes from. */
  readonly input: ConfigInput;
  /** The categories whose notices are served, by id; all if absent. */
  readonly notices?: readonly string[];
  /** The plugin that brought a category, by the id of the category, for messages. */
  readonly owners?: ReadonlyMap<string, string>;
  /** The subject of the start-up line: `EC2 Events`. */
  readonly subject: string;
  /** The flags as they were given, for the block that repeats them. */
  readonly given: readonly { readonly name: string; readonly value: string }[];
  /** Prints a line on standard output. */
  readonly print: (line: string) => void;
  /**
   * The terminal that standard error is, on which a banner introduces the mock instead of a list of all paths; absent:
   * it is none.
   */
  readonly terminal?: Terminal;
  /** The command that lists the same paths, for messages; `ec2-metadata-mock routes` if absent. */
  readonly listing?: string;
  /** How it runs in the service of another program; absent: as a program of its own. */
  readonly companion?: CompanionOptions;
}

/**
 * A mock that listens.
 *
 * @public
 */
export interface RunningMock {
  /** The service behind it. */
  readonly imds: Imds;
  /** What drives it. */
  readonly control: Control;
  /** The port it listens on. */
  readonly port: number;
  /** Where a client on this machine reaches it: `http://127.0.0.1:1338`. */
  readonly url: string;
  /** Where a client on this machine reaches its control plane; `undefined` if that is not open. */
  readonly controlUrl: string | undefined;
  /** What clients of its control plane have to send; `undefined`: nothing. */
  readonly controlToken: string | undefined;
  /** The services of categories that listen on ports of their own. */
  readonly services: readonly ListeningService[];
  /** What it served at its start. */
  readonly spec: ImdsSpec;
  /** Stops listening, watching and logging. */
  close(): Promise<void>;
}

/**
 * Resolves the configuration, listens, and follows the configuration file if asked to.
 *
 * @throws ConfigError for user errors; an error with a `code` if it cannot listen
 * @public
 */
export async function runMock(request: MockRequest): Promise<RunningMock> {
  const followed = await followConfig(request.input);
  const format = logFormatOf(followed.config, request.companion);
  const log = createLog({ format, clock: systemClock });
  const opened: Closable[] = [followed];
  try {
    const { config } = followed;
    const own = await openOwnCredentials(config, request.input, (line) => log.message(line));
    if (own !== undefined) opened.push(own);
    return await start(request, followed, log, own, opened);
  } catch (error) {
    await closeAll(opened);
    // The process ends next, and with it what was logged and not yet written.
    await log.flush();
    throw error;
  }
}

/** What is open while a mock runs. */
interface Closable {
  close(): Promise<void>;
}

async function closeAll(opened: readonly Closable[]): Promise<void> {
  for (const each of opened) await each.close();
}

async function start(
  request: MockRequest,
  followed: FollowedConfig,
  log: Log,
  own: OwnCredentials | undefined,
  opened: Closable[],
): Promise<RunningMock> {
  const { companion, print } = request;
  const { config } = followed;
  if (config.file !== undefined) {
    print(toPrintable(`Using configuration from file:  ${config.file}`));
  }
  for (const warning of config.warnings) log.message(warning);

  // As soon as it is known: scripts start a mock only for this file, and end it at once.
  const reportSaved = save(config, request, log);
  const signer = await createConfiguredSigner(config);
  const spec = specWith(own, specOf(config, request.notices, companion));
  const mock = create(spec, { config, request, log, signer, own });
  opened.push(mock);
  const { imds } = mock;
  if (companion?.observe !== undefined) observeRequests(mock, companion.observe);
  const problems = [...imds.snapshot.problems, ...(mock.fleet?.problems ?? [])];
  reportProblems(problems, config, request, log);
  if (own !== undefined) log.message(ownCredentialsWarning(own, imds.snapshot.instance));
  const { port, url } = await mock.listen(addressOf(config, companion));
  const control = await openControl(mock, config, companion);
  const { services } = mock;
  const addresses = { imds, port, url, controlUrl: control?.url, services };
  if (companion === undefined) await announce(request, config, addresses, log);
  reportSaved();

  if (followed.warning !== undefined) log.message(`Warning: ${followed.warning}`);
  followed.start({
    apply: (fresh) => apply(fresh, { config, request, log, own }, mock),
    report: (error) => reportStale(error, log),
  });
  // The other program writes to the same place next.
  if (companion !== undefined) await log.flush();
  return {
    ...addresses,
    control: mock.control,
    controlToken: control?.token,
    spec,
    close: () => closeAll(opened),
  };
}

/** What a mock is created from, and what a changed configuration meets. */
interface Parts {
  readonly config: Config;
  readonly request: MockRequest;
  readonly log: Log;
  readonly own: OwnCredentials | undefined;
}

function create(
  spec: ImdsSpec,
  { config, request, log, signer }: Parts & { readonly signer: IdentitySigner },
): Mock {
  const { owners, companion } = request;
  const secret = config.globals['token-secret'];
  try {
    return createMock({
      signer,
      checkHost: config.globals['check-host'],
      spec,
      faults: config.faults,
      fleet: config.fleet,
      scenario: config.scenario,
      speed: config.globals.speed,
      // Only the control plane shows it.
      ...(!hasControl(config, companion) && { journal: false as const }),
      clock: createSteadyClock({ onSetBack: (aheadMs) => warnOfStep(aheadMs, log) }),
      ...(secret !== '' && { tokenSecret: new TextEncoder().encode(secret) }),
      log,
      observe(event) {
        if (isLogged(event, config, companion)) log.event(nameOwner(event, owners));
      },
    });
  } catch (error) {
    throw explain(error, config);
  }
}

function warnOfStep(aheadMs: number, log: Log): void {
  const seconds = Math.round(aheadMs / 1000);
  log.message(
    `Warning: the system clock was set back. Delays and session tokens go on as before: the mock's time is ${seconds}s ahead until it is restarted.`,
  );
}

type Addresses = Omit<RunningMock, 'control' | 'controlToken' | 'spec' | 'close'>;

/** The words that test harnesses wait for: AEMM's, printed once the socket listens. */
async function announce(
  request: MockRequest,
  config: Config,
  { imds: { snapshot }, port, url, controlUrl, services }: Addresses,
  log: Log,
): Promise<void> {
  const { subject, given, print, terminal, listing = 'ec2-metadata-mock routes' } = request;
  const { hostname, 'request-log': format } = config.globals;
  log.message(`Initiating ec2-metadata-mock for ${subject} on port ${port}`);
  if (given.length > 0) {
    const lines = given.map(({ name, value }) => toPrintable(`${name}: ${value}`));
    print(['', 'Flags:', ...lines, ''].join('\n'));
  }
  // A log in JSON stays one, also on a terminal.
  if (terminal === undefined || format === 'json') {
    const paths = snapshot.routes.map((route) => route.path);
    log.message(`Serving the following routes: ${listRoutes(paths, listing)}`);
    if (controlUrl !== undefined) log.message(`The control plane listens on ${controlUrl}`);
    for (const { category, url: origin, path } of services) {
      log.message(toPrintable(`The service ${category} listens on ${origin}${path}`));
    }
    return;
  }
  await log.flush();
  const facts = { url, controlUrl, services, hostname, snapshot, now: systemClock.now(), listing };
  terminal.write(renderBanner({ ...facts, platform: process.platform }, terminal));
}

/** Saves the configuration, if that is asked for, and returns how to report it: AEMM does so after the flags. */
function save(config: Config, { input, print }: MockRequest, log: Log): () => void {
  if (!config.globals['save-config-to-file']) return () => {};
  const saved = saveConfig(config, input);
  if ('warning' in saved) return () => log.message(saved.warning);
  const { path, omitted } = saved;
  return () => {
    print(toPrintable(`Successfully saved final configuration to local file  ${path}`));
    if (omitted.length > 0) log.message(`Secrets are not saved: ${omitted.join(', ')}.`);
  };
}

/** Serves a changed configuration, or throws and serves the one before. */
async function apply(
  config: Config,
  { config: running, request, log, own }: Parts,
  { control, fleet }: Mock,
): Promise<void> {
  const { notices, companion } = request;
  try {
    const spec = specWith(own, specOf(config, notices, companion));
    await runPaced(control.imds.prepare(spec));
    const { problems } = control.reload(spec);
    control.faults.configure(config.faults);
    fleet?.configureFaults(config.faults);
    control.scenario.configure(config.scenario);
    reportProblems(problems, config, request, log);
  } catch (error) {
    throw explain(error, config);
  }
  for (const warning of config.warnings) log.message(warning);
  const keys = needRestart(running, config, request.input.categories);
  if (keys.length > 0) log.message(`Warning: changed, but needs a restart: ${keys.join(', ')}.`);
  if (companion === undefined) {
    log.message(`Reloaded the configuration from ${config.file}.`);
  }
}

function reportStale(error: unknown, log: Log): void {
  const reason = error instanceof Error ? error.message : String(error);
  const line = toPrintable(reason.replaceAll('\n', ' '));
  log.message(`Warning: the configuration stays as it was: ${line}`);
}

function reportProblems(
  problems: readonly AemmError[],
  config: Config,
  { owners }: MockRequest,
  log: Log,
): void {
  for (const line of config.describe(problems, owners)) log.message(line);
}

/** Names the plugin of a leaf that failed. */
function nameOwner(event: ImdsEvent, owners: MockRequest['owners']): ImdsEvent {
  if (event.kind !== 'leaf-failed' || !(event.error instanceof AemmError)) return event;
  const { code, message } = event.error;
  const error = new AemmError(code, `${faultOf(event.error, owners)}${message}`);
  return { ...event, error };
}
