import { element } from '../dom.ts';
import type { Tone } from '../forms/perform.ts';

/** How long an announcement stays if nothing is wrong. */
const SHOWN_MS = 8000;

/** A line that screen readers read when it changes. */
export interface Announcer {
  readonly element: HTMLElement;
  announce(text: string, tone: Tone): void;
}

/** Creates the line of announcements. */
export function createAnnouncer(): Announcer {
  const line = element('p', { class: 'announcer', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const announce: Announcer['announce'] = (text, tone) => {
    clearTimeout(timer);
    line.textContent = text;
    line.dataset.tone = tone;
    if (tone === 'done') timer = setTimeout(() => line.replaceChildren(), SHOWN_MS);
  };
  return { element: line, announce };
}
