import { element } from '../dom.ts';
import { commandOfOperation } from '../forms/command.ts';
import { createCommandForm } from '../forms/command-form.ts';
import { toWords } from '../text.ts';
import type { Panel, PanelContext } from './panel.ts';
import { createSection } from './panel.ts';

/** The operations of the mock itself that no other panel has. */
const OPERATIONS = [
  'patch-metadata-options',
  'revoke-tokens',
  'set-path',
  'remove-path',
  'patch-instance',
];

/** Shows the options of the metadata service, and changes them and what it serves. */
export function createServicePanel({ perform }: PanelContext): Panel {
  const options = element('dl', { class: 'facts' });
  const commands = element('div', { class: 'group' });
  return {
    element: createSection('service', 'Metadata service', options, commands),
    show({ state: { metadataOptions }, document }) {
      options.replaceChildren(
        ...Object.entries(metadataOptions).flatMap(([name, value]) => [
          element('dt', {}, toWords(name)),
          element('dd', {}, String(value)),
        ]),
      );
      if (commands.childElementCount > 0) return;
      commands.append(
        ...OPERATIONS.map((id) => createCommandForm(commandOfOperation(document, id), perform)),
      );
    },
  };
}
