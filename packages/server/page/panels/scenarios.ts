import type { PlayedStep } from '@aemm/core';
import type { Mock } from '../api/mock.ts';
import { createList, element, newId, setText } from '../dom.ts';
import { countdown, timeOfDay, toWords } from '../text.ts';
import type { Panel, PanelContext } from './panel.ts';
import { createSection } from './panel.ts';

/** Plays scenarios of the gallery, and shows the steps of the one that is played. */
export function createScenariosPanel({ time, perform }: PanelContext): Panel {
  const summary = element('p', { class: 'hint', id: newId('scenario') });
  const choice = element('select', { 'aria-describedby': summary.id });
  const speed = element('input', { type: 'number', min: 0.1, max: 1e6, step: 'any', value: 1 });
  const played = element('p');
  const steps = element('ol', { class: 'rows' });
  const stop = element(
    'button',
    {
      type: 'button',
      click: () => perform('Stop the scenario', { method: 'DELETE', path: '/v1/scenarios' }),
    },
    'Stop',
  );
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const body = { name: choice.value, speed: speed.valueAsNumber };
    await perform(`Play ${choice.value}`, { method: 'POST', path: '/v1/scenarios', body });
  };
  const form = element(
    'form',
    { class: 'line', submit },
    element('label', { class: 'grow' }, 'Scenario', choice),
    element('label', {}, 'Speed', speed),
    element('button', { class: 'primary' }, 'Play'),
  );
  let { gallery, playing }: Mock['scenarios'] = { gallery: [], playing: null };
  const describe = (): void =>
    setText(summary, gallery.find(({ name }) => name === choice.value)?.description ?? '');
  choice.addEventListener('change', describe);
  const showSteps = createList<PlayedStep & { readonly key: string }>(
    steps,
    ({ key }) => key,
    () => {
      const name = element('code');
      const when = element('p', { class: 'hint' });
      const state = element('span', { class: 'badge' });
      return {
        element: element('li', {}, element('div', {}, name, when), state),
        show(step) {
          const left = Date.parse(step.at) - time.now();
          setText(name, step.do);
          setText(when, [`at ${timeOfDay(step.at)}`, step.reason].filter(Boolean).join(': '));
          setText(state, step.state === 'waiting' ? `in ${countdown(left)}` : step.state);
          state.classList.toggle('warning', step.state === 'refused');
        },
      };
    },
  );
  const tick = (): void =>
    showSteps((playing?.steps ?? []).map((step, index) => ({ ...step, key: String(index) })));
  return {
    element: createSection('scenarios', 'Scenarios', form, summary, played, steps, stop),
    show({ scenarios }) {
      ({ gallery, playing } = scenarios);
      if (choice.options.length === 0) {
        choice.append(
          ...gallery.map(({ name }) => element('option', { value: name }, toWords(name))),
        );
        describe();
      }
      stop.hidden = playing === null;
      setText(played, playing === null ? '' : `Played: ${playing.name}`);
      tick();
    },
    tick,
  };
}
