import type { Mock } from '../api/mock.ts';
import type { MockTime } from '../api/mock-time.ts';
import { element, newId } from '../dom.ts';
import type { Perform } from '../forms/perform.ts';

/** A part of the page. */
export interface Panel {
  readonly element: HTMLElement;
  /** Shows the mock as it is. */
  show(mock: Mock): void;
  /** Shows that time has passed. */
  tick?(): void;
}

/** What panels work with. */
export interface PanelContext {
  readonly time: MockTime;
  readonly perform: Perform;
}

/** A section with a heading, which has a name for the layout. */
export function createSection(
  name: string,
  title: string,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const id = newId('heading');
  return element(
    'section',
    { class: `panel ${name}`, 'aria-labelledby': id },
    element('h2', { id }, title),
    ...children,
  );
}
