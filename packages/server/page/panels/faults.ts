import type { FaultState } from '@aemm/core';
import { createList, element, setText } from '../dom.ts';
import { commandOfOperation } from '../forms/command.ts';
import { createCommandForm } from '../forms/command-form.ts';
import { listFields } from '../text.ts';
import type { Panel, PanelContext } from './panel.ts';
import { createSection } from './panel.ts';

/** What most faults are made of. */
const MAIN_FIELDS = ['name', 'path', 'method', 'status', 'latency', 'times'];

/** Lists the faults, and adds and removes them. */
export function createFaultsPanel({ perform }: PanelContext): Panel {
  const list = element('ul', { class: 'rows' });
  const none = element('p', { class: 'hint' }, 'There are none.');
  const clear = element(
    'button',
    {
      type: 'button',
      click: () => perform('Remove all faults', { method: 'DELETE', path: '/v1/faults' }),
    },
    'Remove all',
  );
  const add = element('div');
  const remove = async (id: string): Promise<void> => {
    const path = `/v1/faults/${encodeURIComponent(id)}`;
    const refusal = await perform(`Remove fault ${id}`, { method: 'DELETE', path });
    // The button that had the focus is about to go.
    if (refusal === undefined) add.querySelector('summary')?.focus();
  };
  const showFaults = createList<FaultState>(
    list,
    ({ id }) => id,
    () => {
      const name = element('b');
      const what = element('p', { class: 'hint' });
      const struck = element('span', { class: 'badge' });
      let shown = '';
      const button = element('button', { type: 'button', click: () => remove(shown) }, 'Remove');
      const row = element('li', {}, element('div', {}, name, what), struck, button);
      return {
        element: row,
        show({ id, struck: count, name: _, ...fields }) {
          shown = id;
          setText(name, id);
          setText(what, listFields(fields));
          setText(struck, `struck ${count}`);
          struck.classList.toggle('warning', count > 0);
          button.setAttribute('aria-label', `Remove fault ${id}`);
        },
      };
    },
  );
  return {
    element: createSection('faults', 'Faults', list, none, add, clear),
    show({ state: { faults }, document }) {
      showFaults(faults);
      none.hidden = faults.length > 0;
      clear.hidden = faults.length < 2;
      if (add.childElementCount > 0) return;
      const command = commandOfOperation(document, 'add-fault');
      add.append(createCommandForm(command, perform, { main: MAIN_FIELDS }));
    },
  };
}
