import type { Action } from '../api/mock.ts';
import { element, newId } from '../dom.ts';
import { commandOfAction } from '../forms/command.ts';
import { createCommandForm } from '../forms/command-form.ts';
import type { Perform } from '../forms/perform.ts';
import { toWords } from '../text.ts';
import type { Panel, PanelContext } from './panel.ts';
import { createSection } from './panel.ts';

/** Has a button or a form for every action of every category. */
export function createActionsPanel({ perform }: PanelContext): Panel {
  const groups = element('div', { class: 'groups' });
  let shown = '';
  return {
    element: createSection('actions', 'Actions', groups),
    show({ actions }) {
      // They are others only if the mock was started anew with other categories.
      const names = JSON.stringify(actions);
      if (names === shown) return;
      shown = names;
      const categories = [...new Set(actions.map(({ category }) => category))];
      groups.replaceChildren(
        ...categories.map((category) =>
          createGroup(
            category,
            actions.filter((action) => action.category === category),
            perform,
          ),
        ),
      );
    },
  };
}

function createGroup(category: string, actions: readonly Action[], perform: Perform): HTMLElement {
  const id = newId('category');
  return element(
    'div',
    { class: 'group', role: 'group', 'aria-labelledby': id },
    element('h3', { id }, toWords(category)),
    ...actions.map((action) =>
      createCommandForm(commandOfAction(action), perform, {
        name: `${action.category} ${action.action}`,
      }),
    ),
  );
}
