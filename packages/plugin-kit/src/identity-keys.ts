import type { Config } from '@aemm/config';
import { ConfigError, InputError, readInput } from '@aemm/config';
import type { IdentitySigner } from '@aemm/core';
import type { IdentityKeyKind, IdentityKeyPair, IdentityKeys } from '@aemm/server';
import { checkIdentityKeyPair, createIdentitySigner, IdentityKeyError } from '@aemm/server';
import { placed } from './placed.ts';

const KINDS: readonly IdentityKeyKind[] = ['rsa2048', 'dsa', 'rsa1024'];

/** A key of 4096 bits, a long chain of certificates, and what tools write between them. */
const KEY_BYTES = 65_536;

/**
 * Reads the keys that are configured for the signatures of the identity document, and checks them.
 *
 * @throws ConfigError with exit code 1 for a file that cannot be read, with 2 for one that cannot be used
 * @public
 */
export async function readIdentityKeys(config: Config): Promise<IdentityKeys> {
  const pairs: { [Kind in IdentityKeyKind]?: IdentityKeyPair } = {};
  for (const kind of KINDS) {
    const pair = await readPair(kind, config);
    if (pair !== undefined) pairs[kind] = pair;
  }
  return pairs;
}

/** Signs with the keys that are configured, and with those of the test authority otherwise. */
export async function createConfiguredSigner(config: Config): Promise<IdentitySigner> {
  return createIdentitySigner(await readIdentityKeys(config));
}

/** One file holds both, as many tools write them; each reader skips what it does not look for. */
async function readPair(
  kind: IdentityKeyKind,
  config: Config,
): Promise<IdentityKeyPair | undefined> {
  const file = config.globals[`identity-key-${kind}`];
  if (file === '') return undefined;
  const key = `identityKeys.${kind}`;
  const named = `The file ${file} of ${placed(key, config)}`;
  try {
    const pem = new TextDecoder().decode(await readInput(file, { maxBytes: KEY_BYTES }));
    const pair = { key: pem, certificate: pem };
    checkIdentityKeyPair(kind, pair);
    return pair;
  } catch (error) {
    if (error instanceof InputError) {
      throw new ConfigError([`${named} cannot be read: ${error.message}.`], 1, { cause: error });
    }
    if (!(error instanceof IdentityKeyError)) throw error;
    throw new ConfigError([`${named} cannot be used: ${error.message}`], 2, { cause: error });
  }
}
