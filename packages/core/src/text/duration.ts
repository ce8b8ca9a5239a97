const MS_PER_UNIT = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const PARTS = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
/** The part of ISO 8601 without years and months, whose length varies. */
const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Reads a duration, `2m`, `1m30s`, `200ms` or `PT2M`, as milliseconds; `undefined` if it is something else. */
export function parseDuration(text: string): number | undefined {
  if (WHOLE.test(text)) {
    const parts = [...text.matchAll(PARTS)];
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * msPer(unit), 0);
  }
  const [, ...counts] = ISO.exec(text) ?? [];
  if (counts.every((count) => count === undefined)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = counts.map((count) => Number(count ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function msPer(unit: string | undefined): number {
  return MS_PER_UNIT[unit as keyof typeof MS_PER_UNIT];
}
