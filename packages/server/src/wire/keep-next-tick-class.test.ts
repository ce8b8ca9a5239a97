import { expect, test } from 'vitest';
import { buildMock } from '../../test/mock.ts';

test('a server keeps an object of the kind that process.nextTick makes', async () => {
  const { server } = buildMock();
  await new Promise(setImmediate);
  const { tick } = server.getDecorator<{ tick?: object }>('nextTickClass');
  expect(Object.keys(tick ?? {})).toEqual(['callback', 'args']);
});
