import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCli, startMock } from '@aemm/testing';
import { rack } from '../src/category.ts';

test('a move is announced after its delay', async (t) => {
  const settings = { rack: { 'move-delay-sec': 30 } };
  const mock = await startMock({ categories: [rack], settings });
  t.after(() => mock.close());
  const move = `${mock.url}/latest/meta-data/rack/move`;

  mock.clock.advance(29);
  assert.equal((await fetch(move)).status, 404);
  mock.clock.advance(1);
  assert.deepEqual(await (await fetch(move)).json(), {
    state: 'announced',
    since: '2024-01-01T00:00:30Z',
  });
});

test('the command knows the room', async (t) => {
  const mock = await startCli(['rack', '--room', 'red'], { plugins: [process.cwd()] });
  t.after(() => mock.stop());

  const answer = await fetch(`${mock.url}/latest/meta-data/rack/room`);
  assert.equal(await answer.text(), 'red');
});
