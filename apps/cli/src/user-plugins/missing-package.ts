/** What npm says of a failure with `--json`. */
export interface NpmError {
  readonly code?: string;
  readonly summary?: string;
  readonly detail?: string;
}

const NAMED = {
  E404: ({ detail = '' }: NpmError) => /'([^'\s]+)'/.exec(detail)?.[1],
  ETARGET: ({ summary = '' }: NpmError) => /\bfor (\S+?)\.?$/.exec(summary)?.[1],
};

/**
 * Says which package npm did not find: what was asked for, or something that it needs, which npm names in its text
 * alone.
 *
 * @returns nothing if npm failed for another reason
 */
export function explainMissing(error: NpmError, spec: string): string | undefined {
  const { code } = error;
  if (code !== 'E404' && code !== 'ETARGET') return undefined;
  const named = NAMED[code](error);
  const isAsked = named === undefined || isSame(named, spec);
  const missing = isAsked ? spec : `${named}, needed by ${spec}`;
  return `npm finds no package ${missing} (${code}).`;
}

/** npm may name it with another version, `*` for `latest`, or put the name before an address. */
function isSame(named: string, spec: string): boolean {
  const name = named.replace(/(?<=.)@[^@/]*$/, '');
  return spec === name || spec.startsWith(`${name}@`) || named.endsWith(spec);
}
