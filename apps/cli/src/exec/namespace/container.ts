import { existsSync } from 'node:fs';

/** Files that Docker and Podman put into their containers. */
const MARKS = ['/.dockerenv', '/run/.containerenv'];

/** Whether this process runs in a container, as far as the container shows it. */
export function isContainer(
  env: Readonly<Record<string, string | undefined>> = process.env,
  exists: (path: string) => boolean = existsSync,
): boolean {
  return MARKS.some(exists) || env.KUBERNETES_SERVICE_HOST !== undefined;
}
