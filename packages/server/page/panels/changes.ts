import type { Change } from '@aemm/core';
import { element } from '../dom.ts';
import type { Panel, PanelContext } from './panel.ts';
import { createSection } from './panel.ts';

/** Lists what was done to the mock, and undoes all of it. */
export function createChangesPanel({ perform }: PanelContext): Panel {
  const list = element('ol', { class: 'changes', tabindex: 0, 'aria-label': 'Changes' });
  const none = element('p', { class: 'hint' }, 'There are none.');
  const reset = element(
    'button',
    {
      type: 'button',
      class: 'danger',
      click: () => perform('Reset', { method: 'POST', path: '/v1/reset' }),
    },
    'Reset',
  );
  const hint = element('span', { class: 'hint' }, 'Makes everything as it was at the start');
  return {
    element: createSection(
      'changed',
      'Changes',
      list,
      none,
      element('div', { class: 'line' }, reset, hint),
    ),
    show({ state: { changes } }) {
      none.hidden = changes.length > 0;
      list.replaceChildren(...changes.map((change) => element('li', {}, describeChange(change))));
    },
  };
}

function describeChange(change: Change): HTMLElement {
  const code = (text: string) => element('code', {}, text);
  switch (change.kind) {
    case 'action':
      return code(`${change.category} ${change.action} ${withoutEmpty(change.input)}`);
    case 'path':
      return code(
        change.value === null
          ? `remove ${change.path}`
          : `set ${change.path} ${asText(change.value)}`,
      );
    case 'revoke-tokens':
      return code('revoke tokens');
    default:
      return code(`${change.kind} ${asText(change.patch)}`);
  }
}

function withoutEmpty(input: unknown): string {
  const text = asText(input);
  return text === '{}' ? '' : text;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
