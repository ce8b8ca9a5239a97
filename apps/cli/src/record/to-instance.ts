import type { InstanceDescription } from '@aemm/core';
import type { RecordedTree } from './crawl.ts';

const ROLES = '/latest/meta-data/iam/security-credentials/';
const TAGS = '/latest/meta-data/tags/instance/';
const KEY_PAIR = /^\/latest\/meta-data\/public-keys\/(?<index>\d+)\/openssh-key$/;
const USER_DATA = '/latest/user-data';

/** What of a tree fields of the instance serve: what only they serve as it is, and what actions change. */
export function toInstance(tree: RecordedTree): InstanceDescription {
  const roles = [...tree.leaves.keys(), ...tree.leftOut].filter((path) => path.startsWith(ROLES));
  const userData = tree.leaves.get(USER_DATA);
  return {
    role: roles[0]?.slice(ROLES.length) ?? null,
    ...(userData && { userDataBase64: Buffer.from(userData).toString('base64') }),
    keyPairs: keyPairsOf(tree),
    tags: tagsOf(tree),
  };
}

/** EC2 numbers keys from 0 and ends each by a line feed. Those of a service that does not are leaves like others. */
function keyPairsOf({ leaves, keyNames }: RecordedTree): { name: string; publicKey: string }[] {
  const keys = [...leaves].flatMap(([path, body]) => {
    const index = KEY_PAIR.exec(path)?.groups?.index;
    return index ? [{ index, name: keyNames.get(index) ?? '', text: textOf(body) }] : [];
  });
  const pairs = keys.toSorted((one, other) => Number(one.index) - Number(other.index));
  const isLikeEc2 = pairs.every(
    ({ index, name, text }, place) => index === String(place) && name !== '' && text.endsWith('\n'),
  );
  return isLikeEc2 ? pairs.map(({ name, text }) => ({ name, publicKey: text.slice(0, -1) })) : [];
}

function tagsOf({ leaves }: RecordedTree): Record<string, string> | null {
  const tags = [...leaves].filter(([path]) => path.startsWith(TAGS));
  if (tags.length === 0) return null;
  return Object.fromEntries(tags.map(([path, body]) => [path.slice(TAGS.length), textOf(body)]));
}

function textOf(body: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}
