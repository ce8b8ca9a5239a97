import { compileSnapshot } from '@aemm/core';
import { expect, test } from 'vitest';
import { createWorkplace } from '../../test/workplace.ts';

test('what config warns of is not reported again by core', async () => {
  const { loadFile } = await createWorkplace();
  const config = await loadFile(
    'a.json',
    '{"metadata": {"values": {"rack": "b", "ami-idd": null}}}',
  );
  expect(config.warnings).toHaveLength(2);
  expect(compileSnapshot(config.spec(), 0).problems).toEqual([]);
});

test('an override of a leaf without a place is reported', async () => {
  const { loadFile } = await createWorkplace();
  const config = await loadFile(
    'a.json',
    '{"instance": {"mac": null}, "metadata": {"values": {"mac-vpc-id": "vpc-1"}}}',
  );
  const { problems } = compileSnapshot(config.spec(), 0);
  expect(problems.map(({ key }) => key)).toEqual(['metadata.values.mac-vpc-id']);
});
