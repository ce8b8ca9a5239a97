import { spawnSync } from 'node:child_process';
import { autocannonLoad } from './autocannon.ts';
import type { Load } from './load.ts';
import { wrkLoad } from './wrk.ts';

/** wrk, where it is installed: autocannon takes a core to send what wrk sends in half of one. */
export function findLoad(folder: string): Load {
  const { stdout } = spawnSync('wrk', ['-v'], { encoding: 'utf8' });
  const version = /^wrk \S+/.exec(stdout ?? '')?.[0];
  return version === undefined ? autocannonLoad() : wrkLoad(version, folder);
}
