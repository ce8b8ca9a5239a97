import type { ClockMode } from '@aemm/core';
import { element, setText } from '../dom.ts';
import type { CommandRequest } from '../forms/command.ts';
import { timeOfDay } from '../text.ts';
import type { Panel, PanelContext } from './panel.ts';
import { createSection } from './panel.ts';

/** How far the clock is moved by one press. */
const STEPS = ['10s', '1m', '2m', '1h'];

/** Shows the clock of the mock, and moves, stops and starts it. */
export function createClockPanel({ time, perform }: PanelContext): Panel {
  const day = element('span', { class: 'hint' });
  const clock = element('time', { class: 'clock', role: 'timer' });
  const state = element('span', { class: 'badge' });
  const move = (body: NonNullable<CommandRequest['body']>, title: string) =>
    perform(title, { method: 'POST', path: '/v1/clock', body });
  const button = (title: string, body: NonNullable<CommandRequest['body']>) =>
    element('button', { type: 'button', click: () => move(body, title) }, title);
  let mode: ClockMode = 'running';
  const toggle = element('button', {
    type: 'button',
    click: () =>
      mode === 'running'
        ? move({ mode: 'frozen' }, 'Freeze the clock')
        : move({ mode: 'running' }, 'Run the clock'),
  });
  const next = button('Next notice', { next: true });
  const steps = STEPS.map((step) => button(`+${step}`, { advance: step }));
  const tick = (): void => {
    const now = new Date(time.now()).toISOString();
    setText(day, `${now.slice(0, 10)}, UTC`);
    setText(clock, timeOfDay(now));
    clock.dateTime = now;
  };
  return {
    element: createSection(
      'clock-panel',
      'Clock',
      element('div', { class: 'line' }, clock, state, day),
      element('div', { class: 'buttons' }, toggle, next, ...steps),
      createMoveForm('Advance by', 'advance', '5m30s', move),
      createMoveForm('Set to', 'now', '2030-01-01T00:00:00Z', move),
    ),
    show({ state: { clock } }) {
      ({ mode } = clock);
      setText(toggle, mode === 'running' ? 'Freeze' : 'Run');
      const isPlain = mode === 'frozen' || clock.speed === 1;
      setText(state, isPlain ? mode : `${mode}, ${clock.speed} times as fast`);
      state.classList.toggle('warning', mode === 'frozen');
      next.disabled = clock.pending.length === 0;
      tick();
    },
    tick,
  };
}

/** A form of one line that moves the clock to, or by, what is entered. */
function createMoveForm(
  title: string,
  field: string,
  placeholder: string,
  move: (body: Record<string, string>, title: string) => Promise<Error | undefined>,
): HTMLFormElement {
  const input = element('input', {
    type: 'text',
    required: true,
    placeholder,
    autocomplete: 'off',
  });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const refusal = await move({ [field]: input.value }, `${title} ${input.value}`);
    input.setAttribute('aria-invalid', String(refusal !== undefined));
  };
  return element(
    'form',
    { class: 'line', submit },
    element('label', { class: 'grow' }, title, input),
    element('button', {}, title.replace(/ .*/, '')),
  );
}
