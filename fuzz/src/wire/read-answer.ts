/** An answer as it was received. */
export interface Received {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** In Latin-1; `undefined` if a length was announced and no body followed. */
  readonly body: string | undefined;
}

const HEAD = /^HTTP\/1\.[01] (\d{3}) [^\r\n]*\r\n((?:[!-9;-~]+: [^\r\n]*\r\n)*)\r\n/;

/** The first answer of what was received, and what follows it; `undefined` if it is not a whole one. */
export function readAnswer(text: string): { answer: Received; rest: string } | undefined {
  const match = HEAD.exec(text);
  if (match === null) return undefined;
  const headers = (match[2] ?? '').split('\r\n').flatMap((line) => {
    const colon = line.indexOf(': ');
    return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 2)] as const];
  });
  const status = Number(match[1]);
  const after = text.slice(match[0].length);
  const length = Number(headerOf({ headers }, 'content-length') ?? 0);
  // The answer to HEAD announces a body and has none.
  const isHead = length > 0 && (after === '' || after.startsWith('HTTP/1.'));
  if (isHead) return { answer: { status, headers, body: undefined }, rest: after };
  if (after.length < length) return undefined;
  return { answer: { status, headers, body: after.slice(0, length) }, rest: after.slice(length) };
}

/** The value of a header; `undefined` without one. */
export function headerOf({ headers }: Pick<Received, 'headers'>, name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}
