import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createWorkplace } from '../../test/workplace.ts';
import { InputError, watchConfig } from '../index.ts';

const SOON = { timeout: 15_000, interval: 20 };

describe('a watched config file', () => {
  test('is reported when it is written in place', async () => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    const news = await watched(file);
    await news.after(() => writeFile(file, 'two'));
    await news.after(() => writeFile(file, 'three'));
  });

  test('is reported when another one is renamed over it', async () => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    const news = await watched(file);
    await news.after(async () => rename(await write('b.json', 'two'), file));
    await news.after(async () => rename(await write('b.json', 'three'), file));
    await news.after(() => writeFile(file, 'four'));
  });

  test('is reported when Kubernetes swaps the link of its ConfigMap', async () => {
    const { home, write } = await createWorkplace({ '..1/a.json': 'one', '..2/a.json': 'two' });
    await write('..3/a.json', 'three');
    await symlink('..1', join(home, '..data'));
    await symlink('..data/a.json', join(home, 'a.json'));
    const news = await watched(join(home, 'a.json'));
    const data = join(home, '..data');
    await news.after(async () => {
      await swapLink(data, '..2');
      await rm(join(home, '..1'), { recursive: true });
    });
    await news.after(() => swapLink(data, '..3'));
  });

  test('is reported when it is led to a ConfigMap elsewhere, and when that is swapped', async () => {
    const { home } = await createWorkplace({
      'old/a.json': 'one',
      'map/..1/a.json': 'two',
      'map/..2/a.json': 'three',
      'map/..3/a.json': 'four',
    });
    const [link, data] = [join(home, 'here/a.json'), join(home, 'map/..data')];
    await symlink('..1', data);
    await symlink('..data/a.json', join(home, 'map/a.json'));
    await mkdir(join(home, 'here'));
    await symlink('../old/a.json', link);
    const news = await watched(link);
    await news.after(() => swapLink(link, '../map/a.json'));
    await news.after(() => swapLink(data, '..2'));
    await news.after(() => swapLink(data, '..3'));
  });

  test('is reported when it changes behind a link to another folder', async () => {
    const { home, write } = await createWorkplace({ 'there/a.json': 'one' });
    await mkdir(join(home, 'here'));
    const target = join(home, 'there/a.json');
    await symlink(target, join(home, 'here/a.json'));
    const news = await watched(join(home, 'here/a.json'));
    await news.after(() => write('there/a.json', 'two'));
    await news.after(async () => rename(await write('there/b.json', 'three'), target));
    await news.after(async () => rename(await write('there/b.json', 'four'), target));
  });

  test('is reported when the folder that leads to it is a link, each time that is swapped', async () => {
    const { home } = await createWorkplace({
      'v1/a.json': 'one',
      'v2/a.json': 'two',
      'v3/a.json': 'three',
    });
    const current = join(home, 'current');
    await symlink('v1', current);
    const news = await watched(join(current, 'a.json'));
    await news.after(() => swapLink(current, 'v2'));
    await news.after(() => swapLink(current, 'v3'));
    await news.after(() => writeFile(join(home, 'v3/a.json'), 'four'));
  });

  test('is reported when it changes in the folder that a ConfigMap was swapped to', async () => {
    const { home, write } = await createWorkplace({ '..1/a.json': 'one', '..2/a.json': 'two' });
    const data = join(home, '..data');
    await symlink('..1', data);
    await symlink('..data/a.json', join(home, 'a.json'));
    const news = await watched(join(home, 'a.json'));
    await news.after(() => swapLink(data, '..2'));
    await news.after(() => write('..2/a.json', 'three'));
  });

  test.each<[string, (file: string) => Promise<unknown>]>([
    ['goes', (file) => rm(file)],
    ['becomes a directory', (file) => rm(file).then(() => mkdir(file))],
    ['goes with its folder', (file) => rm(dirname(file), { recursive: true })],
    ['moves away with its folder', (file) => rename(dirname(file), `${dirname(file)}-away`)],
  ])('is reported when it %s, and when it is back as it was', async (_, lose) => {
    const { write } = await createWorkplace();
    const file = await write('folder/a.json', 'one');
    const news = await watched(file);
    await news.after(() => lose(file));
    await news.after(async () => {
      await rm(file, { recursive: true, force: true });
      await write('folder/a.json', 'one');
    });
    expect(news.count()).toBe(2);
  });

  test('is not reported with the content that it had, nor is its neighbour', async () => {
    const { home, write } = await createWorkplace();
    const file = await write('a.json', 'one');
    const news = await watched(file);
    const neighbour = await watched(join(home, 'b.json'));
    await writeFile(file, 'one');
    // By the time the second watch reports a later change, the first one has looked at its file too.
    await neighbour.after(() => write('b.json', 'two'));
    await neighbour.after(() => write('b.json', 'three'));
    expect(news.count()).toBe(0);
    await news.after(() => writeFile(file, 'two'));
    expect(news.count()).toBe(1);
  });

  test('is reported where others write all the time', async () => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    const news = await watched(file);
    let busy = true;
    const others = (async () => {
      for (let turn = 0; busy; turn++) await write(`log-${turn % 9}`, String(turn));
    })();
    await news.after(() => writeFile(file, 'two'));
    busy = false;
    await others;
  });

  test('need not be there yet', async () => {
    const { home } = await createWorkplace();
    const news = await watched(join(home, 'a.json'));
    await news.after(() => writeFile(join(home, 'a.json'), 'one'));
  });

  test('is not reported once the watch is closed', async () => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    const closed = await watched(file);
    const open = await watched(file);
    await closed.close();
    await open.after(() => writeFile(file, 'two'));
    expect(closed.count()).toBe(0);
  });
});

describe('the content of a watched config file', () => {
  test('is what was reported, whatever the file holds by now', async () => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    const news = await watched(file);
    expect(news.content()).toBe('one');

    await news.after(() => writeFile(file, 'two'));
    await writeFile(file, '');
    expect(news.content()).toBe('two');
  });

  test('is reported again after a retry, changed or not', async () => {
    const { write } = await createWorkplace();
    const news = await watched(await write('a.json', 'one'));
    await news.after(async () => news.retry());
    expect([news.content(), news.count()]).toEqual(['one', 1]);
  });

  test.skipIf(process.platform === 'win32').each<[string, (file: string) => void | Promise<void>]>([
    ['it is a pipe instead of a file', (file) => void execFileSync('mkfifo', [file])],
    ['it is a device instead of a file', (file) => symlink('/dev/zero', file)],
    ['it is a directory', async (file) => void (await mkdir(file))],
    ['larger than 4 MiB', (file) => writeFile(file, new Uint8Array(4 * 1024 * 1024 + 1))],
  ])('cannot be had where %s, and can be again', async (reason, replace) => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    const news = await watched(file);
    const remove = () => rm(file, { recursive: true, force: true });
    await news.after(() => remove().then(() => replace(file)));
    // It may have been gone for a moment too.
    await expect.poll(news.content, SOON).toBe(reason);

    await news.after(() => remove().then(() => writeFile(file, 'two')));
    await expect.poll(news.content, SOON).toBe('two');
  });

  test('is looked for again where it could not be read, although the file is the same', async () => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    let isFull = false;
    const news = await watched(file, async (path) => {
      if (isFull) throw new InputError('too many open files', 'EMFILE');
      return readFile(path);
    });
    isFull = true;
    await news.after(() => writeFile(file, 'two'));
    expect(news.content()).toBe('too many open files');

    await news.after(async () => {
      isFull = false;
    });
    expect(news.content()).toBe('two');
  });

  test('is waited for no longer than five seconds, and read again once that has ended', async () => {
    const { write } = await createWorkplace();
    const file = await write('a.json', 'one');
    let end = (_: Uint8Array): void => {};
    const promise = new Promise<Uint8Array>((resolve) => {
      end = resolve;
    });
    let reads = 0;
    const news = await watched(file, (path) => (++reads === 3 ? promise : readFile(path)));
    await expect.poll(() => reads, SOON).toBe(2);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());

    const hanging = news.after(() => writeFile(file, 'two'));
    while (news.count() === 0) await vi.advanceTimersByTimeAsync(1000);
    await hanging;
    expect([news.content(), reads]).toEqual(['it cannot be read within 5 s', 3]);

    end(Buffer.from('one'));
    while (news.count() === 1) await vi.advanceTimersByTimeAsync(100);
    await expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(100);
        return news.content();
      }, SOON)
      .toBe('two');
  });
});

/** As Kubernetes does it: the new link is made beside the old one and renamed over it. */
async function swapLink(link: string, target: string): Promise<void> {
  await symlink(target, `${link}_tmp`);
  await rename(`${link}_tmp`, link);
}

/** A watch that counts its news, and waits for the next after something was done. */
async function watched(file: string, read?: (path: string) => Promise<Uint8Array>) {
  let count = 0;
  const news = new EventEmitter();
  const onChange = (): void => {
    count++;
    news.emit('change');
  };
  const watch = await watchConfig(file, onChange, read);
  onTestFinished(() => watch.close());
  return {
    count: () => count,
    content(): string {
      try {
        return Buffer.from(watch.read()).toString();
      } catch (error) {
        return (error as Error).message;
      }
    },
    retry: () => watch.retry(),
    close: () => watch.close(),
    async after(act: () => Promise<unknown>) {
      await Promise.all([once(news, 'change'), act()]);
    },
  };
}
