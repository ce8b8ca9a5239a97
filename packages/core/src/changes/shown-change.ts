import type { Value } from '../contract/content.ts';
import { isFields } from '../contract/content.ts';
import { sizeOfBase64 } from '../text/base64.ts';
import type { Change } from './change.ts';
import { canonicalChange } from './change.ts';

/** Where user data is served, in each version of the tree. */
const USER_DATA = /^\/[^/]+\/user-data$/;

/**
 * A change as it is shown by the control plane: user data by its size, as `userDataBytes`, since what holds secrets
 * belongs in no log.
 *
 * @public
 */
export function shownChange(given: Change): Change {
  const change = canonicalChange(given);
  if (change.kind === 'instance') return { ...change, patch: shownPatch(change.patch) };
  if (change.kind !== 'path' || change.value === null || !USER_DATA.test(change.path))
    return change;
  return { ...change, value: { userDataBytes: sizeOf(change.value) } };
}

function shownPatch(patch: Value): Value {
  if (!isFields(patch)) return patch;
  const { userData, userDataBase64, ...others } = patch;
  if (userData === undefined && userDataBase64 === undefined) return patch;
  return { ...others, userDataBytes: patchedSize(userData, userDataBase64) };
}

/** `null` if the patch only takes user data away. */
function patchedSize(text: Value | undefined, base64: Value | undefined): number | null {
  if (typeof base64 === 'string') return sizeOfBase64(base64);
  return typeof text === 'string' ? sizeOf(text) : null;
}

function sizeOf(value: Value): number {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return new TextEncoder().encode(text).length;
}
