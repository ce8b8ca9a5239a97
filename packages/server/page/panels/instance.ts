import type { MockState } from '../api/mock.ts';
import { element } from '../dom.ts';
import type { Panel } from './panel.ts';
import { createSection } from './panel.ts';

type Shown = MockState['instance'];

/** What one looks for first. */
const FACTS: readonly (readonly [string, (instance: Shown) => string | null | undefined])[] = [
  ['Id', ({ id }) => id],
  ['Type', ({ type }) => type],
  ['Zone', ({ availabilityZone }) => availabilityZone],
  ['Private address', ({ privateIp }) => privateIp],
  ['Public address', ({ publicIp }) => publicIp],
  ['Image', ({ imageId }) => imageId],
  ['Account', ({ accountId }) => accountId],
  ['Role', ({ role }) => role],
  ['Life cycle', ({ lifeCycle }) => lifeCycle],
];

/** Shows the instance: what one looks for first, its tags, and the rest on demand. */
export function createInstancePanel(): Panel {
  const facts = element('dl', { class: 'facts' });
  const all = element('pre', { tabindex: 0, 'aria-label': 'All fields of the instance' });
  const details = element('details', {}, element('summary', {}, 'All fields'), all);
  let shown = '';
  return {
    element: createSection('instance', 'Instance', facts, details),
    show({ state: { instance } }) {
      const json = JSON.stringify(instance, null, 2);
      if (json === shown) return;
      shown = json;
      all.textContent = json;
      facts.replaceChildren(
        ...FACTS.flatMap(([name, read]) => toFact(name, read(instance))),
        ...Object.entries(instance.tags ?? {}).flatMap(([tag, value]) =>
          toFact(`Tag ${tag}`, value),
        ),
      );
    },
  };
}

function toFact(name: string, value: string | null | undefined): HTMLElement[] {
  if (value === null || value === undefined) return [];
  return [element('dt', {}, name), element('dd', {}, value)];
}
