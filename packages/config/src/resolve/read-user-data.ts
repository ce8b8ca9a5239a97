import { dirname, resolve } from 'node:path';
import { limitsFor, totalMemory } from '../files/limits.ts';
import { InputError, readInput } from '../files/read-input.ts';
import { allow } from '../messages/problem.ts';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';
import { USER_DATA_FILE } from '../vocabulary/vocabulary.ts';

/** The assignments with user data from a file in place of its name, or why it cannot be used. */
export interface UserDataRead {
  readonly layer: Layer;
  readonly problems: readonly Problem[];
}

const FILE = idOf(['instance', USER_DATA_FILE]);
const BASE64 = ['instance', 'userDataBase64'];
const OTHERS = [idOf(['instance', 'userData']), idOf(BASE64)];

/**
 * Reads the file that `instance.userDataFile` names, and puts `instance.userDataBase64` in its place. A relative path
 * counts from the folder of the config file that has it, or from the working directory.
 */
export async function readUserData(layer: Layer, cwd: string): Promise<UserDataRead> {
  const named = layer.get(FILE);
  if (named === undefined) return { layer, problems: [] };
  const others = new Map(layer);
  others.delete(FILE);
  const other = OTHERS.map((id) => layer.get(id)).find((each) => each?.value);
  const { value } = named;
  if (value === null || value === '') {
    const removed: Assignment = { ...named, path: BASE64, value: null };
    return { layer: other ? others : others.set(idOf(BASE64), removed), problems: [] };
  }
  const read = await readContent(named, other, cwd);
  if (typeof read !== 'string') return { layer: others, problems: [read] };
  return {
    layer: others.set(idOf(BASE64), { ...named, path: BASE64, value: read }),
    problems: [],
  };
}

/** The content in base64, or why there is none. */
async function readContent(
  named: Assignment,
  other: Assignment | undefined,
  cwd: string,
): Promise<string | Problem> {
  const { value, origin } = named;
  const refuse = (advice: string): Problem => ({ assignment: named, advice });
  if (typeof value !== 'string') return refuse(allow('the path of a file'));
  if (other !== undefined) {
    const advice = 'give one of userData, userDataBase64 and userDataFile.';
    return { assignment: named, conflict: other, advice };
  }
  const folder = origin.source === 'file' ? resolve(cwd, dirname(origin.where ?? '')) : cwd;
  const path = resolve(folder, value);
  const { maxBytes } = limitsFor(totalMemory());
  try {
    const bytes = await readInput(path, { maxBytes, regular: true });
    return Buffer.from(bytes).toString('base64');
  } catch (error) {
    if (error instanceof InputError) return refuse(`${path} cannot be read: ${error.message}.`);
    throw error;
  }
}
