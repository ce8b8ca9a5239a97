import type { FleetInstance, JournalEntry } from '@aemm/core';
import { read } from './api/client.ts';
import { coalesce } from './api/coalesce.ts';
import { follow } from './api/follow.ts';
import type { Action, ApiDocument, Mock, MockState, Scenarios, StreamEvent } from './api/mock.ts';
import { createMockTime } from './api/mock-time.ts';
import { element } from './dom.ts';
import { createPerform } from './forms/perform.ts';
import { createActionsPanel } from './panels/actions.ts';
import { createAnnouncer } from './panels/announcer.ts';
import { createChangesPanel } from './panels/changes.ts';
import { createClockPanel } from './panels/clock.ts';
import { createFaultsPanel } from './panels/faults.ts';
import { createFleetPanel } from './panels/fleet.ts';
import { createHeader } from './panels/header.ts';
import { createInstancePanel } from './panels/instance.ts';
import { createNoticesPanel } from './panels/notices.ts';
import { createRequestsPanel, SHOWN_REQUESTS } from './panels/requests.ts';
import { createScenariosPanel } from './panels/scenarios.ts';
import { createServicePanel } from './panels/service.ts';
import { createSignIn } from './panels/sign-in.ts';

/** How often what depends on the time is shown anew. */
const TICK_MS = 250;

const time = createMockTime();
const { announce, element: announcer } = createAnnouncer();
const perform = createPerform(announce, () => refresh());
const context = { time, perform };
const header = createHeader();
const requests = createRequestsPanel(perform);
const signIn = createSignIn();
const watched = [
  createFleetPanel(),
  createInstancePanel(),
  createNoticesPanel(context),
  createClockPanel(context),
  createChangesPanel(context),
];
const actions = createActionsPanel(context);
const others = [
  createFaultsPanel(context),
  createScenariosPanel(context),
  createServicePanel(context),
];
const panels = [header, ...watched, actions, ...others];
const main = element(
  'main',
  // Before anything was read there is nothing to show.
  { hidden: true },
  element('div', { class: 'watch' }, ...watched.map((panel) => panel.element)),
  element(
    'div',
    { class: 'drive' },
    requests.element,
    actions.element,
    element('div', { class: 'others' }, ...others.map((panel) => panel.element)),
  ),
);

let mock: Mock | undefined;
/** Why the mock cannot be reached; `undefined`: it can. */
let lost: string | undefined;

async function load(): Promise<void> {
  const [state, scenarios, actions, document, fleet, entries] = await Promise.all([
    read<MockState>('/v1/state'),
    read<Scenarios>('/v1/scenarios'),
    read<Action[]>('/v1/actions'),
    read<ApiDocument>('/openapi.json'),
    read<FleetInstance[]>('/v1/instances'),
    read<JournalEntry[]>(`/v1/requests?limit=${SHOWN_REQUESTS}`),
  ]);
  announceReturn(state);
  requests.load(entries);
  show({ state, scenarios, actions, document, fleet });
}

function announceReturn({ startedAt }: MockState): void {
  const isOther = mock !== undefined && mock.state.startedAt !== startedAt;
  if (isOther) announce('The mock was started anew', 'done');
  else if (lost !== undefined)
    announce(mock === undefined ? 'Connected' : 'Connected again', 'done');
  lost = undefined;
}

const refresh = coalesce(async () => {
  if (mock === undefined) return;
  try {
    const [state, scenarios] = await Promise.all([
      read<MockState>('/v1/state'),
      read<Scenarios>('/v1/scenarios'),
    ]);
    show({ ...mock, state, scenarios });
  } catch {
    // The stream ends too, which is shown.
  }
});

function show(next: Mock): void {
  mock = next;
  time.follow(next.state.clock);
  for (const panel of panels) panel.show(next);
  main.hidden = false;
}

function onEvent(event: StreamEvent): void {
  if (event.kind === 'request') requests.add(event.entry);
  if (event.kind === 'requests-cleared') requests.load([]);
  if (event.kind === 'notice') announce(`Served from now on: ${event.notice.path}`, 'done');
  if (event.kind !== 'request' || event.entry.fault !== undefined) refresh();
}

function onLost(reason: string): void {
  header.showLost(reason);
  // It is tried every second: once is enough to hear, and to replace what is being read.
  if (reason === lost) return;
  lost = reason;
  announce(`${reason} Trying to reach it again.`, 'problem');
}

document.body.append(header.element, main, signIn.element, announcer);
setInterval(() => {
  for (const panel of panels) panel.tick?.();
}, TICK_MS);
void follow({ load, onEvent, onLost, askForToken: signIn.ask });
