import { jsonSchema } from '@aemm/config';
import { expect, test } from 'vitest';
import { allCategories } from '../src/bundled-categories.ts';
import { settingsPage } from './settings-page.ts';

test('the settings page describes every setting as it is', async () => {
  await expect(settingsPage(allCategories)).toMatchFileSnapshot(
    '../../../docs/reference/settings.md',
  );
});

test('the JSON Schema that is shipped is the one that the settings make', async () => {
  const schema = `${JSON.stringify(jsonSchema(allCategories), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../schemas/config.json');
});
