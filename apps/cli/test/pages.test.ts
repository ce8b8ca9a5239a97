import { jsonSchema } from '@aemm/config';
import { openApiDocument } from '@aemm/server';
import { expect, test } from 'vitest';
import { allCategories } from '../src/bundled-categories.ts';
import { actionCommand, operationCommands } from '../src/ctl/ctl-command.ts';
import { asJson, controlPage } from './control-page.ts';
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

test('the page of the control plane describes every operation, action and command', async () => {
  const document = openApiDocument(allCategories);
  const actions = allCategories.flatMap(({ id: category, actions }) =>
    Object.entries<{ readonly description: string }>(actions).map(([action, { description }]) =>
      actionCommand({ category, action, description, input: {} }),
    ),
  );
  const commands = [...operationCommands(), ...actions].map(({ words, args, summary }) => [
    [...words, ...args.map((name) => name.toUpperCase())].join(' '),
    summary,
  ]);
  const folder = '../../../docs/reference';
  await expect(asJson(document)).toMatchFileSnapshot(`${folder}/openapi.json`);
  await expect(controlPage(document, commands)).toMatchFileSnapshot(`${folder}/control.md`);
});
