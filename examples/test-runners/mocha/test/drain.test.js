const assert = require('node:assert/strict');
const { setTimeout } = require('node:timers/promises');
const { spot } = require('@aemm/plugin-spot/category');
const { startMock } = require('@aemm/testing');
const { assertOnlyIMDSv2, assertReceivedRequest } = require('@aemm/testing/node');
const { work } = require('./worker.js');

const NOTICE = '/latest/meta-data/spot/instance-action';

describe('a worker', () => {
  let mock;

  beforeEach(async () => {
    mock = await startMock({ categories: [spot], notices: [] });
  });
  afterEach(() => mock.close());

  it('finishes its job and ends when its instance is interrupted', async () => {
    let unfinished = 0;
    const working = work(mock.url, async () => {
      unfinished += 1;
      await setTimeout(1);
      unfinished -= 1;
    });
    await mock.waitForRequest({ path: NOTICE, status: 404 });

    mock.clock.advance('7h'); // Its session token expires after six.
    mock.actions.spot.interrupt({ action: 'stop', inSeconds: 120 });

    assert.deepEqual(await working, { action: 'stop', time: '2024-01-01T07:02:00Z' });
    assert.equal(unfinished, 0);
    assertReceivedRequest(mock, NOTICE, { token: 'expired' });
    assertOnlyIMDSv2(mock);
  });
});
