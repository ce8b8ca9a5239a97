import { execFileSync, spawnSync } from 'node:child_process';
import type { Manifest } from './manifests.ts';

const OPTIONS = { encoding: 'utf8', timeout: 30_000 } as const;

/** Whether there is a kubectl, which knows the types of Kubernetes without a cluster. */
export const hasKubectl = spawnSync('kubectl', ['version', '--client'], OPTIONS).status === 0;

/** An object with pods, as Kubernetes reads it: a field that it does not know is not there any more. */
export function decode(manifest: Manifest): unknown {
  // The one command that decodes into the types, without a cluster, and changes no more than it is asked to.
  const typed = ['set', 'image', '--local', '--filename', '-', '--output', 'json', '*=decoded'];
  return JSON.parse(
    execFileSync('kubectl', typed, { ...OPTIONS, input: JSON.stringify(manifest) }),
  );
}
