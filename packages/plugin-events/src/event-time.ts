/**
 * Writes a time as EC2 does in scheduled events: `7 Jan 2020 01:03:47 GMT`, the day not padded.
 *
 * @param time - milliseconds since the Unix epoch
 */
export function formatEventTime(time: number): string {
  // toUTCString: "Tue, 07 Jan 2020 01:03:47 GMT"
  return new Date(time).toUTCString().replace(/^\w+, 0?/, '');
}
