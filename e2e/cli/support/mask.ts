/** Replaces what differs from run to run: times and dates in the forms that AEMM prints. */
export function maskTimes(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replace(/\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, '<date>');
}
