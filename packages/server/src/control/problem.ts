import { STATUS_CODES } from 'node:http';
import { AemmError } from '@aemm/core';
import type { FastifyReply } from 'fastify';
import { escapeControls } from '../log/escape.ts';

/**
 * A refusal, as RFC 9457 has it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export interface Problem {
  readonly status: number;
  /** What was wrong, what is allowed, and what to do, in one line. */
  readonly detail: string;
  /** The code of the error, where it has one. */
  readonly code?: string;
  /** The field that is wrong. */
  readonly field?: string;
  /** The headers that its status asks for. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The type of content of a problem. */
export const problemType = 'application/problem+json';

/** Sends a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, headers = {} } = problem;
  return reply.code(status).headers(headers).type(problemType).send(renderProblem(problem));
}

/** Writes a problem as JSON. */
export function renderProblem({ status, detail, code, field }: Problem): string {
  const title = STATUS_CODES[status] ?? 'Error';
  return JSON.stringify({ title, status, detail: shorten(escapeControls(detail)), code, field });
}

/** The ends of what would fill a screen: the reason is at its start, and what is allowed at its end. */
function shorten(detail: string): string {
  return detail.length <= 2000 ? detail : `${detail.slice(0, 800)} … ${detail.slice(-800)}`;
}

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  AEMM_ACTION_UNKNOWN: 404,
  AEMM_FAULT_UNKNOWN: 404,
  AEMM_INSTANCE_UNKNOWN: 404,
  AEMM_ACTION_REFUSED: 409,
  AEMM_CHANGES_MANY: 409,
};

const NOT_JSON =
  'The body is not declared as JSON. Send the header "Content-Type: application/json".';

/** The problem of an error. What was not foreseen shows no more than that. */
export function problemOf(error: unknown): Problem {
  if (error instanceof AemmError) {
    const { code, key, message } = error;
    const status = STATUS_OF_CODE[code] ?? 400;
    return { status, detail: message, code, ...(key !== undefined && { field: key }) };
  }
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === 415) return { status: 415, detail: NOT_JSON };
  if (statusCode !== undefined && statusCode < 500) {
    return { status: statusCode, detail: message ?? 'The request is not allowed.' };
  }
  return { status: 500, detail: 'The mock failed; its log has the reason.' };
}
