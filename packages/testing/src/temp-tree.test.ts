import { existsSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { tempTree } from './index.ts';

test('text and bytes are written as they are, everything else as JSON', () => {
  using tree = tempTree({
    'a/deep/note.txt': 'hello',
    bytes: Uint8Array.of(0, 255),
    'package.json': { name: 'x' },
  });

  expect(readFileSync(tree.join('a', 'deep', 'note.txt'), 'utf8')).toBe('hello');
  expect([...readFileSync(tree.join('bytes'))]).toEqual([0, 255]);
  expect(readFileSync(tree.join('package.json'), 'utf8')).toBe('{\n  "name": "x"\n}\n');
});

test('files can be added and replaced later', () => {
  using tree = tempTree({ one: '1' });
  tree.write({ one: 'I', two: '2' });

  expect(readFileSync(tree.join('one'), 'utf8')).toBe('I');
  expect(readFileSync(tree.join('two'), 'utf8')).toBe('2');
});

test('nothing is left when it goes out of scope', () => {
  let path = '';
  {
    using tree = tempTree({ 'a/b': '' });
    path = tree.path;
    expect(existsSync(path)).toBe(true);
  }
  expect(existsSync(path)).toBe(false);
});

test.each([0, 10])('a limit of %d listeners is as before when it is removed', (most) => {
  const before = process.getMaxListeners();
  onTestFinished(() => void process.setMaxListeners(before));
  process.setMaxListeners(most);
  const tree = tempTree();
  expect(process.getMaxListeners()).toBe(most && most + 1);
  tree.remove();
  expect(process.getMaxListeners()).toBe(most);
});

test('removing it twice does no harm', () => {
  const tree = tempTree();
  tree.remove();
  tree.remove();
  expect(existsSync(tree.path)).toBe(false);
});
