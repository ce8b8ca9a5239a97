import type { Answer } from '../../contract/profile.ts';

/** An answer as both agents give it, whose bodies are ASCII. */
export function jsonAnswer(status: number, value: object): Answer {
  return answerOf(status, ['Content-Type', 'application/json'], JSON.stringify(value));
}

/** A message as `http.Error` of Go gives it. */
export function textAnswer(status: number, message: string): Answer {
  const headers = [
    'Content-Type',
    'text/plain; charset=utf-8',
    'X-Content-Type-Options',
    'nosniff',
  ];
  return answerOf(status, headers, `${message}\n`);
}

function answerOf(status: number, headers: readonly string[], text: string): Answer {
  const body = new TextEncoder().encode(text);
  return { status, headers: [...headers, 'Content-Length', String(body.length)], body };
}
