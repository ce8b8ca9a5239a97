/** `ok`: as it should be; `warning`: may be in the way; `problem`: is in the way. */
type FindingStatus = 'ok' | 'warning' | 'problem';

/** What one check has found. */
export interface Finding {
  /** What was looked at: `endpoint`, `proxy`. */
  readonly check: string;
  readonly status: FindingStatus;
  /** What is so, in a sentence. */
  readonly message: string;
  /** What to do, in a sentence. */
  readonly advice?: string;
}

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message };
}

export function warning(check: string, message: string, advice: string): Finding {
  return { check, status: 'warning', message, advice };
}

export function problem(check: string, message: string, advice: string): Finding {
  return { check, status: 'problem', message, advice };
}
