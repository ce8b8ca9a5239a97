import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Runs what puts something new in the place of a folder, which is not there meanwhile. If that fails, it is there again
 * as it was.
 *
 * @param shelf - where it is kept meanwhile: a folder of the same file system
 */
export async function setAside(
  folder: string,
  shelf: string,
  run: () => Promise<void>,
): Promise<void> {
  const place = await mkdtemp(join(shelf, 'replaced-'));
  const copy = join(place, 'copy');
  // Ctrl-C ends the program that is run as well, and then there is something to put back.
  process.on('SIGINT', waitForRun);
  try {
    const wasThere = await moveIfThere(folder, copy);
    await run().catch(async (error: unknown) => {
      if (wasThere) await putBack(copy, folder);
      throw error;
    });
    await rm(copy, { recursive: true, force: true });
  } finally {
    process.off('SIGINT', waitForRun);
    // It stays if the copy is still in it, which could not be put back then.
    await rmdir(place).catch(() => {});
  }
}

function waitForRun(): void {}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function putBack(copy: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await rename(copy, folder);
}
