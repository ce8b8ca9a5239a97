import type { FleetInstance } from '@aemm/core';
import { isShown, showInstance } from '../api/shown-instance.ts';
import { element, newId, setText } from '../dom.ts';
import type { Panel } from './panel.ts';
import { createSection } from './panel.ts';

/** A browser lists as many well; others can be entered. */
const MOST_SUGGESTIONS = 500;

/** Shows which instance of a fleet the page is of, and goes to another one. Without a fleet it is not there. */
export function createFleetPanel(): Panel {
  const count = element('p', { class: 'hint' });
  const suggestions = element('datalist', { id: newId('instances') });
  const input = element('input', {
    type: 'text',
    required: true,
    placeholder: 'id or match',
    autocomplete: 'off',
    list: suggestions.id,
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    showInstance(input.value.trim());
  };
  const plain = element(
    'button',
    { type: 'button', click: () => showInstance('') },
    'Show the plain instance',
  );
  const form = element(
    'form',
    { class: 'line', submit },
    element('label', { class: 'grow' }, 'Instance', input),
    element('button', {}, 'Show'),
  );
  const section = createSection('fleet', 'Fleet', count, form, suggestions, plain);
  let listed: readonly FleetInstance[] = [];
  return {
    element: section,
    show({ fleet }) {
      section.hidden = fleet.length === 0;
      plain.hidden = isShown('');
      if (fleet === listed) return;
      listed = fleet;
      setText(count, `${fleet.length.toLocaleString('en')} instances and the plain one`);
      suggestions.replaceChildren(
        ...fleet
          .slice(0, MOST_SUGGESTIONS)
          .map(({ id, match }) => element('option', { value: id }, match)),
      );
    },
  };
}
