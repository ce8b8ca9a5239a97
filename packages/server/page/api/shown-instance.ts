/** The instances of a fleet, which are listed for all of them. */
const LIST = '/v1/instances';

/** What the address of the page has after `#`: an instance of the fleet; empty for the plain one. */
const shown = decode(location.hash.slice(1));

/** Whether this is the instance that the page shows; an empty name stands for the plain one. */
export function isShown(name: string): boolean {
  return name === shown;
}

/** Shows another instance: everything is read anew. */
export function showInstance(name: string): void {
  location.hash = encodeURIComponent(name);
}

addEventListener('hashchange', () => location.reload());

/** Where an operation of the shown instance is. */
export function pathForShown(path: string): string {
  const isOwn = shown !== '' && path.startsWith('/v1/') && path !== LIST;
  return isOwn ? `${LIST}/${encodeURIComponent(shown)}${path.slice('/v1'.length)}` : path;
}

/** A person may type what is not encoded. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
