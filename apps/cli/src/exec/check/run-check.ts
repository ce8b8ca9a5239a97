import { rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describeStartFailure, exitStatus } from '../exit-status.ts';
import { findNothing } from '../find-program.ts';
import type { Observe, StageRequest } from '../stage.ts';
import { commandLine, prepareStage } from '../stage.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { readEnd } from './read-end.ts';
import type { CheckResult } from './report.ts';
import { toLine, toResult } from './report.ts';
import { runBounded } from './run-bounded.ts';
import type { AwkwardService } from './services.ts';
import { AWKWARD_SERVICES, arrange } from './services.ts';

/** A command, and how it is checked. */
export interface CheckRequest extends StageRequest {
  /** How long the command may take against each service, in seconds. */
  readonly seconds: number;
  /** Whether the report is JSON. */
  readonly json: boolean;
  /** Prints a line of the report. */
  readonly print: (line: string) => void;
}

const PLAIN: AwkwardService = { name: 'plain' };

/** As much of the output of a command as a person reads, in bytes. */
const MOST_OUTPUT = 65_536;

/**
 * Runs a command against a plain service and then each of the awkward ones, and reports what it survives.
 *
 * @returns the exit status: 0 if it survives all; that of `exec` if it cannot be started or a signal ends the check; else 1
 * @throws ConfigError for a configuration that is not valid; an error with a `code` if the mock cannot listen
 * @throws ExecError if there is no place for the output of the command
 */
export async function runCheck(request: CheckRequest): Promise<number> {
  const folder = makeTemporaryFolder();
  try {
    return await checkWith(join(folder, 'output'), request);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkWith(output: string, request: CheckRequest): Promise<number> {
  let observe: Observe = () => {};
  const stage = await prepareStage(request, (answered) => observe(answered));
  try {
    const { control } = stage.mock;
    const line = commandLine(request, stage);
    return await tryServices(request, output, async (service) => {
      control.reset();
      observe = arrange(service, control);
      const bounds = { seconds: request.seconds, output };
      return findNothing(request.command, line.env) ?? runBounded(line, bounds);
    });
  } finally {
    await stage.mock.close();
  }
}

type TryService = (service: AwkwardService) => ReturnType<typeof runBounded>;

async function tryServices(
  request: CheckRequest,
  output: string,
  tryService: TryService,
): Promise<number> {
  const { command, seconds, json, print, note } = request;
  const results: CheckResult[] = [];
  for (const service of [PLAIN, ...AWKWARD_SERVICES]) {
    const end = await tryService(service);
    if (end.kind === 'interrupted') return 128 + constants.signals[end.signal];
    if (end.kind === 'not-started') {
      note(describeStartFailure(command[0] ?? '', end.error));
      return exitStatus(end);
    }
    const result = toResult(service.name, end);
    results.push(result);
    if (!json) print(toLine(result, seconds));
    if (result.result === 'survived') continue;
    showOutput(service, output, note);
    if (service === PLAIN) {
      note('The command fails against a plain service too, so the others were not tried.');
      break;
    }
  }
  const ok = results.every(({ result }) => result === 'survived');
  if (json) print(JSON.stringify({ ok, results }, null, 2));
  return ok ? 0 : 1;
}

/** Shows the end of what a command wrote. */
function showOutput({ name }: AwkwardService, file: string, note: (line: string) => void): void {
  const text = readEnd(file, MOST_OUTPUT).trimEnd();
  note(text === '' ? `No output (${name}).` : `Output (${name}):\n${text}`);
}
