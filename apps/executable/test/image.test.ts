import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempTree } from '@aemm/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeImageRoot } from '../src/image-root.ts';
import { writeLicenses } from '../src/licenses.ts';
import { portOf } from '../src/port-of.ts';
import { EXECUTABLE } from './support/executable.ts';

const DOCKERFILE = join(import.meta.dirname, '../../../deploy/docker/Dockerfile.executable');
const MEBIBYTE = 1024;
const isRoot = process.getuid?.() === 0;
const hasBuildah = spawnSync('buildah', ['--version']).status === 0;
const SKIPPED =
  EXECUTABLE !== undefined && isRoot && hasBuildah
    ? ''
    : ' (skipped: it takes Linux on x64, root, and buildah on the PATH)';

/** As a container runtime starts it: its root is read-only, and its user is that of the image. */
const START = `
  root=$1; uid=$2; shift 2
  mount --bind "$root" "$root" && mount -o remount,ro,bind "$root" && mount -t proc proc "$root/proc"
  exec chroot --userspec="$uid:$uid" "$root" "$@" --hostname 127.0.0.1 --port 0
`;

interface Inspection {
  readonly OCIv1: { readonly config: { readonly User: string; readonly Entrypoint: string[] } };
}

describe.skipIf(SKIPPED !== '')(`the small image${SKIPPED}`, () => {
  const tree = tempTree();
  const buildah = (...args: readonly string[]): string => {
    const places = ['--root', tree.join('storage'), '--runroot', tree.join('run')];
    const env = { ...process.env, BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'vfs' };
    return execFileSync('buildah', [...places, ...args], {
      encoding: 'utf8',
      env,
      stdio: 'pipe',
    }).trim();
  };
  let container = '';
  let root = '';

  beforeAll(() => {
    writeLicenses();
    const context = writeImageRoot(EXECUTABLE ?? '');
    buildah('bud', '--quiet', '--tag', 'small', '--file', DOCKERFILE, context);
    container = buildah('from', 'small');
    root = buildah('mount', container);
  }, 60_000);

  afterAll(() => {
    if (container !== '') buildah('rm', container);
    tree.remove();
  });

  test('serves as uid 1000 from a read-only root, within 128 MiB', async () => {
    const { OCIv1 }: Inspection = JSON.parse(buildah('inspect', '--type', 'image', 'small'));
    const { User, Entrypoint } = OCIv1.config;
    const words = ['--mount', 'sh', '-ec', START, 'sh', root, User, ...Entrypoint];
    const mock = spawn('unshare', words, { env: { PATH: process.env.PATH, HOME: '/' } });
    try {
      const port = await portOf(mock);
      const answer = await fetch(`http://127.0.0.1:${port}/latest/meta-data/instance-id`);
      const status = readFileSync(`/proc/${mock.pid}/status`, 'utf8');
      expect(await answer.text()).toBe('i-1234567890abcdef0');
      expect(status).toMatch(/^Uid:\s+1000\s+1000\s+1000\s+1000$/m);
      expect(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1])).toBeLessThan(128 * MEBIBYTE);
    } finally {
      mock.kill();
      await once(mock, 'exit');
    }
  });
});
