import type { Mock } from '../api/mock.ts';
import { element, setText } from '../dom.ts';
import type { Panel } from './panel.ts';

/** Which mock this is, and whether it can be reached. */
export interface Header extends Panel {
  /** Shows that the mock cannot be reached, and why. */
  showLost(reason: string): void;
}

/** Creates the head of the page. */
export function createHeader(): Header {
  const facts = element('p', { class: 'hint' });
  const connection = element('span', { class: 'badge' }, 'connecting');
  return {
    element: element('header', {}, element('h1', {}, 'EC2 metadata mock'), facts, connection),
    show({ state }: Mock) {
      const { instance, profile, startedAt } = state;
      const since = `since ${startedAt.slice(0, 19).replace('T', ' ')}`;
      const parts = [instance.id, `profile ${profile}`, since];
      setText(facts, parts.filter(Boolean).join(' · '));
      setText(connection, 'live');
      connection.className = 'badge live';
    },
    showLost(reason) {
      setText(connection, reason);
      connection.className = 'badge warning';
    },
  };
}
