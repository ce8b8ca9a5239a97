/** Milliseconds between two reports of the same kind. */
const PERIOD_MS = 60_000;

/**
 * Limits how often something is reported: at once, then at most once a minute. Calls in between are covered by one report
 * at the end of the minute.
 */
export function throttle(report: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isDue = false;
  const run = (): void => {
    isDue = false;
    timer = setTimeout(expire, PERIOD_MS).unref();
    report();
  };
  const expire = (): void => {
    timer = undefined;
    if (isDue) run();
  };
  return () => {
    if (timer === undefined) run();
    else isDue = true;
  };
}
