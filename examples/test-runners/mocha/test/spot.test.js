const assert = require('node:assert/strict');
const { spot } = require('@aemm/plugin-spot/category');
const { startMock } = require('@aemm/testing');

describe('spot', () => {
  let mock;

  beforeEach(async () => {
    mock = await startMock({ categories: [spot], timing: { delaySec: 60 } });
  });
  afterEach(() => mock.close());

  it('shows the interruption notice after a minute', async () => {
    const notice = `${mock.url}/latest/meta-data/spot/instance-action`;
    assert.equal((await fetch(notice)).status, 404);

    mock.clock.advance(60);
    assert.deepEqual(await (await fetch(notice)).json(), {
      action: 'terminate',
      time: '2024-01-01T00:03:00Z',
    });
  });
});
