import type { JournalEntry } from '@aemm/core';
import { element, setText } from '../dom.ts';
import type { Perform } from '../forms/perform.ts';
import { timeOfDay } from '../text.ts';
import { createSection } from './panel.ts';

/** How many requests are shown; the journal of the mock keeps more. */
export const SHOWN_REQUESTS = 200;

/** The requests as they come, the latest first. */
export interface RequestsPanel {
  readonly element: HTMLElement;
  /** Shows these and no other ones. */
  load(entries: readonly JournalEntry[]): void;
  /** Adds one that has just been answered. */
  add(entry: JournalEntry): void;
}

const COLUMNS = ['Time', 'IMDS', 'Request', 'Status', 'Token', 'Client', 'ms'];

/** Creates the panel of live requests. */
export function createRequestsPanel(perform: Perform): RequestsPanel {
  const rows = element('tbody');
  const summary = element('p', { class: 'count hint' });
  const none = element('p', { class: 'hint' }, 'Requests appear here as the mock answers them.');
  const onlyV1 = element('input', { type: 'checkbox' });
  const table = element(
    'table',
    {},
    element('caption', { class: 'hidden' }, 'Requests, the latest first'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...COLUMNS.map((name) => element('th', { scope: 'col', class: toClass(name) }, name)),
      ),
    ),
    rows,
  );
  onlyV1.addEventListener('change', () => table.classList.toggle('only-v1', onlyV1.checked));
  let waiting: JournalEntry[] = [];
  let latest = 0;

  const draw = (): void => {
    rows.prepend(...waiting.toReversed().map(createRow));
    waiting = [];
    while (rows.children.length > SHOWN_REQUESTS) rows.lastElementChild?.remove();
    const count = rows.children.length;
    const v1 = rows.querySelectorAll('.v1').length;
    none.hidden = count > 0;
    setText(summary, count === 0 ? '' : `${count} shown, ${v1} of them by IMDSv1`);
  };
  const add = (entry: JournalEntry): void => {
    if (entry.id <= latest) return;
    latest = entry.id;
    // However many come between two frames, they are drawn at once.
    if (waiting.length === 0) requestAnimationFrame(draw);
    waiting = [...waiting, entry].slice(-SHOWN_REQUESTS);
  };
  const load = (entries: readonly JournalEntry[]): void => {
    rows.replaceChildren();
    waiting = [...entries];
    latest = entries.at(-1)?.id ?? 0;
    draw();
  };
  const clear = element(
    'button',
    {
      type: 'button',
      click: () => perform('Clear the requests', { method: 'DELETE', path: '/v1/requests' }),
    },
    'Clear',
  );
  return {
    element: createSection(
      'requests',
      'Requests',
      element(
        'div',
        { class: 'line' },
        summary,
        element('label', {}, onlyV1, 'IMDSv1 only'),
        clear,
      ),
      element(
        'div',
        { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'List of requests' },
        table,
        none,
      ),
    ),
    load,
    add,
  };
}

function createRow(entry: JournalEntry): HTMLElement {
  const { time, imds, method, path, status, token, client, ms, userAgent, fault } = entry;
  const version = element(
    'span',
    { class: imds === 'v1' ? 'badge warning' : 'badge' },
    imds ?? '–',
  );
  const request = [element('code', {}, `${method} ${path}`), ...toNote(userAgent, fault)];
  const cells: readonly (readonly (Node | string)[])[] = [
    [timeOfDay(time)],
    [version],
    request,
    [status === 0 ? 'none' : String(status)],
    [token ?? '–'],
    [client],
    [String(Math.round(ms))],
  ];
  return element(
    'tr',
    { class: imds === 'v1' ? 'v1' : undefined },
    ...cells.map((content, index) => {
      const column = COLUMNS[index] ?? '';
      const isMarked = column === 'Status' && isBad(status);
      return element('td', { class: `${toClass(column)}${isMarked ? ' bad' : ''}` }, ...content);
    }),
  );
}

/** Whether a status is worth a look. Programs that wait for a notice are answered 404 until there is one. */
function isBad(status: number): boolean {
  return status === 0 || (status >= 400 && status !== 404);
}

function toNote(userAgent: string | undefined, fault: string | undefined): HTMLElement[] {
  const struck = fault === undefined ? undefined : `struck by ${fault}`;
  const parts = [struck, userAgent].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [element('span', { class: 'note hint' }, parts.join(' · '))];
}

function toClass(column: string): string {
  return `column-${column.toLowerCase()}`;
}
