import type { Audit } from './audit.ts';
import { createAudit } from './audit.ts';
import type { CommandEnd } from './exit-status.ts';
import { describeStartFailure, exitStatus } from './exit-status.ts';
import { findNothing } from './find-program.ts';
import { runCommand } from './run-command.ts';
import type { StageRequest } from './stage.ts';
import { commandLine, prepareStage } from './stage.ts';

/** A command, the mock that it runs against, and what is reported of it. */
export interface ExecRequest extends StageRequest {
  /** Whether it is reported who asked without a session token. */
  readonly audit: boolean;
  /** Whether a request without a session token makes the exit status 1. */
  readonly failOnImdsV1: boolean;
}

/**
 * Starts a mock, runs a command against it, and stops the mock when the command ends.
 *
 * @returns the exit status
 * @throws ConfigError for a configuration that is not valid; an error with a `code` if the mock cannot listen
 */
export async function runExec(request: ExecRequest): Promise<number> {
  const audit = createAudit();
  const stage = await prepareStage(request, audit.record);
  let end: CommandEnd;
  try {
    const line = commandLine(request, stage);
    end = findNothing(request.command, line.env) ?? (await runCommand(line));
  } finally {
    await stage.mock.close();
  }
  return conclude(request, end, audit);
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
