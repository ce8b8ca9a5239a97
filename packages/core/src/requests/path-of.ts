import type { Call } from '../contract/request.ts';
import { withoutQuery } from '../text/path.ts';

/** The canonical path of a request; its target without query if it has none. */
export function pathOf({ path, request }: Call): string {
  return path ?? withoutQuery(request.path);
}
