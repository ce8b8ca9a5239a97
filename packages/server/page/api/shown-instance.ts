/** The instances of a fleet, which are listed for all of them. */
const LIST = '/v1/instances';

/** What the address of the page has after `#`: an instance of the fleet, encoded; empty for the plain one. */
const shown = location.hash.slice(1);

/** Whether this is the instance that the page shows; an empty name stands for the plain one. */
export function isShown(name: string): boolean {
  return encodeURIComponent(name) === shown;
}

/** Shows another instance: everything is read anew. */
export function showInstance(name: string): void {
  location.hash = encodeURIComponent(name);
}

addEventListener('hashchange', () => location.reload());

/** Where an operation of the shown instance is. */
export function pathForShown(path: string): string {
  const isOwn = shown !== '' && path.startsWith('/v1/') && path !== LIST;
  return isOwn ? `${LIST}/${shown}${path.slice('/v1'.length)}` : path;
}
