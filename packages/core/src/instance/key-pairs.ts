import type { InstanceDescription } from './description.ts';
import type { Draw } from './draw.ts';
import { drawText } from './draw.ts';
import type { KeyPair } from './instance.ts';

/** How every Ed25519 key of OpenSSH begins: its algorithm, and the length of the 32 bytes that follow. */
const PREFIX = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The key pairs of an instance. Of one that is known only by its name, as EC2 describes it, the public key is drawn. */
export function completeKeyPairs(
  given: NonNullable<InstanceDescription['keyPairs']>,
  draw: Draw,
): readonly KeyPair[] {
  return given.map(({ name, publicKey }) => ({
    name,
    // A file of a key ends in a line feed.
    publicKey:
      publicKey?.trim() ?? `${PREFIX}${drawText(draw, `key-pair/${name}`, BASE64, 43)} ${name}`,
  }));
}
