import { element } from '../dom.ts';
import type { Tone } from '../forms/perform.ts';

/** How long an announcement stays if nothing is wrong. */
const SHOWN_MS = 8000;

/** How many are shown at a time: what a person did, and what came of it. */
const MOST_SHOWN = 3;

/** Lines that screen readers read as they come. */
export interface Announcer {
  readonly element: HTMLElement;
  /** Shows a text below the last ones, in place of a problem. */
  announce(text: string, tone: Tone): void;
}

/** Creates the lines of announcements. */
export function createAnnouncer(): Announcer {
  const lines = element('div', { class: 'announcer', role: 'status', 'aria-atomic': 'false' });
  const announce: Announcer['announce'] = (text, tone) => {
    lines.querySelector('[data-tone="problem"]')?.remove();
    const line = element('p', { 'data-tone': tone }, text);
    lines.append(line);
    if (lines.childElementCount > MOST_SHOWN) lines.firstElementChild?.remove();
    if (tone === 'done') setTimeout(() => line.remove(), SHOWN_MS);
  };
  return { element: lines, announce };
}
