const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** The last time of a mock: a year is left for times that count from there. */
export const LATEST = Date.UTC(9999, 0);

/**
 * Whether RFC 3339 can write a time in UTC: its years have four digits.
 *
 * @param time - milliseconds since the Unix epoch
 * @public
 */
export function isWritableTime(time: number): boolean {
  return time >= FIRST && time <= LAST;
}

/**
 * Reads an RFC 3339 time; `undefined` if it is none, or if its zone takes it out of the years 0000 to 9999.
 *
 * @returns milliseconds since the Unix epoch
 * @public
 */
export function parseTime(text: string): number | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  // Another year of the same calendar: the first hundred mean those of the last century here.
  const lastDay = new Date(Date.UTC(year + 400, month, 0)).getUTCDate();
  if (day > lastDay) return undefined;
  const time = Date.parse(text.toUpperCase());
  return isWritableTime(time) ? time : undefined;
}

/**
 * Writes a time as IMDS does: RFC 3339, in UTC, to the second.
 *
 * @param time - milliseconds since the Unix epoch
 * @public
 */
export function formatTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
