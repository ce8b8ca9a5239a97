import type { RecordClient, RecordLimits } from './client.ts';
import { encodePath } from './encode-path.ts';

/** What of a tree is left out unless it is asked for. */
export interface RecordChoices {
  /** Whether credentials are recorded. */
  readonly secrets: boolean;
  /** Whether user data is recorded. */
  readonly userData: boolean;
}

/** A metadata tree as it was read. Paths are absolute, without a slash at the end, and not encoded. */
export interface RecordedTree {
  /** The bodies by path. */
  readonly leaves: ReadonlyMap<string, Uint8Array>;
  readonly directories: ReadonlySet<string>;
  /** Paths that are there and were not recorded. */
  readonly leftOut: readonly string[];
  /** The names of key pairs, by index. */
  readonly keyNames: ReadonlyMap<string, string>;
}

/** Every path of a tree. */
export function pathsOf({ leaves, directories, leftOut }: RecordedTree): ReadonlySet<string> {
  return new Set([...leaves.keys(), ...directories, ...leftOut]);
}

const USER_DATA = '/latest/user-data';
const ROOTS = ['/latest/meta-data', '/latest/dynamic'];
const SECRETS =
  /^\/latest\/meta-data\/(?:iam\/security-credentials(?:-extended)?|identity-credentials\/.*\/security-credentials)\/[^/]+$/;

/** What credentials have at a path that is not known for them. */
const SECRET_FIELD = '"SecretAccessKey"';

/** The only listing with labels: a tag may be named `0=x`. */
const KEY_PAIRS = '/latest/meta-data/public-keys';

/** How a listing names a directory that has another name: `0=my-key`. */
const LABELLED = /^(?<name>\d+)=(?<label>.+)$/;

/** Reads a whole tree, by its listings. Throws an error for people. */
export async function crawl(
  client: RecordClient,
  { secrets, userData }: RecordChoices,
  { depth }: Pick<RecordLimits, 'depth'>,
): Promise<RecordedTree> {
  const leaves = new Map<string, Uint8Array>();
  const directories = new Set<string>();
  const leftOut: string[] = [];
  const keyNames = new Map<string, string>();

  const readLeaf = async (path: string): Promise<void> => {
    if (!secrets && SECRETS.test(path)) return void leftOut.push(path);
    const body = await client.get(encodePath(path));
    if (body === undefined) return;
    if (!secrets && Buffer.from(body).includes(SECRET_FIELD)) leftOut.push(path);
    else leaves.set(path, body);
  };

  const readDirectory = async (path: string): Promise<void> => {
    if (path.split('/').length > depth) throw new Error(`${path} is more than ${depth} names deep`);
    const body = await client.get(`${encodePath(path)}/`);
    if (body === undefined) return;
    directories.add(path);
    for (const line of linesOf(body)) {
      const { name = '', label } = (path === KEY_PAIRS && LABELLED.exec(line)?.groups) || {};
      if (label !== undefined) {
        keyNames.set(name, label);
        await readDirectory(`${path}/${name}`);
      } else if (line.endsWith('/')) await readDirectory(`${path}/${checked(line.slice(0, -1))}`);
      else await readLeaf(`${path}/${checked(line)}`);
    }
  };

  for (const root of ROOTS) await readDirectory(root);
  if (!directories.has('/latest/meta-data')) throw new Error('it has no /latest/meta-data/');
  if (userData) await readLeaf(USER_DATA);
  else leftOut.push(USER_DATA);
  return { leaves, directories, leftOut, keyNames };
}

function linesOf(body: Uint8Array): string[] {
  const lines = new TextDecoder().decode(body).split('\n');
  return lines.map((line) => line.replace(/\r$/, '')).filter((line) => line !== '');
}

function checked(name: string): string {
  if (/^(?!\.{1,2}$)[^/\p{Cc}]+$/u.test(name)) return name;
  throw new Error(`a listing has ${JSON.stringify(name)}, which is not part of a path`);
}
