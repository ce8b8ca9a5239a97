const assert = require('node:assert/strict');
const { startMock } = require('@aemm/testing');

describe('a mock that is never closed', () => {
  it('does not keep the run from ending', async () => {
    const mock = await startMock();
    assert.equal((await fetch(`${mock.url}/latest/meta-data/instance-id`)).status, 200);
  });
});
