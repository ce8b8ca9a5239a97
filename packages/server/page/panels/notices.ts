import type { ScheduledNotice } from '@aemm/core';
import { createList, element, setText } from '../dom.ts';
import { countdown, timeOfDay } from '../text.ts';
import type { Panel, PanelContext } from './panel.ts';
import { createSection } from './panel.ts';

/** What every path of a notice begins with. */
const ROOT = /^\/latest\/(?:meta-data\/)?/;

/** Shows the notices, with the time until each is served, by the clock of the mock. */
export function createNoticesPanel({ time }: PanelContext): Panel {
  const list = element('ul', { class: 'rows' });
  const none = element('p', { class: 'hint' }, 'None is served or scheduled.');
  let notices: readonly ScheduledNotice[] = [];
  const showNotices = createList<ScheduledNotice>(
    list,
    ({ path }) => path,
    () => {
      const name = element('code');
      const when = element('p', { class: 'hint' });
      const left = element('span', { class: 'badge', role: 'timer' });
      const row = element('li', {}, element('div', {}, name, when), left);
      return {
        element: row,
        show({ path, category, firesAt }) {
          const at = Date.parse(firesAt);
          const isServed = at <= time.now();
          left.classList.toggle('warning', isServed);
          setText(name, path.replace(ROOT, ''));
          setText(
            when,
            `${category ?? 'no category'}, ${isServed ? 'since' : 'at'} ${timeOfDay(at)}`,
          );
          setText(left, isServed ? 'served' : `in ${countdown(at - time.now())}`);
        },
      };
    },
  );
  const tick = (): void => showNotices(notices);
  return {
    element: createSection('notices', 'Notices', list, none),
    show({ state }) {
      notices = state.notices;
      none.hidden = notices.length > 0;
      tick();
    },
    tick,
  };
}
