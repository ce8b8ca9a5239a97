/** Characters of a list. In UTF-8 they fit into what a log holds of lines that wait. */
const LONGEST = 2 ** 16;

/**
 * The paths of routes on one line, as many as a log takes: programs wait for that line.
 *
 * @param all - the command that lists all of them
 */
export function listRoutes(paths: readonly string[], all: string): string {
  let length = 0;
  const end = paths.findIndex((path) => {
    length += path.length + 2;
    return length > LONGEST;
  });
  if (end < 0) return paths.join(', ');
  return `${paths.slice(0, end).join(', ')}, and ${paths.length - end} more: see "${all}"`;
}
