const CHANGE = 'visibilitychange';

/** Waits until the page can be seen: its tab is in front. */
export async function untilSeen(): Promise<void> {
  if (!document.hidden) return;
  await new Promise((resolve) => document.addEventListener(CHANGE, resolve, { once: true }));
}

/**
 * Calls back once the page cannot be seen any more.
 *
 * @returns what ends the wait
 */
export function onceHidden(listener: () => void): () => void {
  document.addEventListener(CHANGE, listener, { once: true });
  return () => document.removeEventListener(CHANGE, listener);
}
