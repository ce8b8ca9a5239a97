import type { InstanceDescription } from '@aemm/core';
import { bundledCategories, createImds } from '@aemm/core';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** One path that an instance serves. */
export interface Served {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** Everything that an instance serves, read as an SDK reads it: with a session token. */
export function inspect(instance: InstanceDescription): Served[] {
  const imds = createImds({
    spec: { categories: bundledCategories, instance, metadataOptions: { httpTokens: 'required' } },
    mac: (key, message) => hmac(sha256, key, message),
  });
  const ask = (method: string, path: string, headers: Record<string, string>) =>
    imds.handle({ method, path, headers, client: '127.0.0.1' }).answer;
  const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
  const token = textOf(ask('PUT', '/latest/api/token', ttl).body);

  return imds.snapshot.routes.map(({ path }) => {
    const { headers, body } = ask('GET', path, { 'x-aws-ec2-metadata-token': token });
    const type = headers[headers.indexOf('Content-Type') + 1] ?? '';
    return { path, type, body: textOf(body) };
  });
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
