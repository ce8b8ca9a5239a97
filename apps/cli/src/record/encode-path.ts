/** A path as a request names it: names may have spaces, `?`, `#` and more. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
}
