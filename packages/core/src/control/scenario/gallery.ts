import { AemmError } from '../../errors.ts';
import type { Scenario } from './scenario.ts';

/**
 * A scenario that ships.
 *
 * @public
 */
export interface GalleryScenario {
  /** What it is called: `spot-interruption`. */
  readonly name: string;
  /** What it shows, in one sentence. */
  readonly description: string;
  /** Its steps. */
  readonly steps: Scenario;
}

const spotInterruption: GalleryScenario = {
  name: 'spot-interruption',
  description:
    'A rebalance recommendation, and two minutes later the interruption, as FIS sends them',
  steps: [
    { at: '10s', do: 'spot.recommend-rebalance' },
    { at: '130s', do: 'spot.interrupt', with: { action: 'terminate', inSeconds: 120 } },
  ],
};

const rebalanceOnly: GalleryScenario = {
  name: 'rebalance-without-interruption',
  description: 'A rebalance recommendation that no interruption follows',
  steps: [
    { at: '10s', do: 'spot.recommend-rebalance' },
    { at: '30m', do: 'spot.clear-rebalance' },
  ],
};

const maintenanceCanceled: GalleryScenario = {
  name: 'maintenance-canceled',
  description: 'A reboot for maintenance is scheduled, moved, and canceled at the last moment',
  steps: [
    { at: '10s', do: 'events.clear' },
    {
      at: '10s',
      do: 'events.schedule',
      with: { eventId: 'instance-event-0d59937288b749b32', code: 'system-reboot', inSeconds: 3600 },
    },
    {
      at: '5m',
      do: 'events.update',
      with: { eventId: 'instance-event-0d59937288b749b32', description: 'scheduled reboot' },
    },
    { at: '55m', do: 'events.cancel', with: { eventId: 'instance-event-0d59937288b749b32' } },
  ],
};

const warmPool: GalleryScenario = {
  name: 'warm-pool',
  description: 'An instance waits in a warm pool, goes into service and is terminated',
  steps: [
    { at: '0s', do: 'asglifecycle.set', with: { state: 'Warmed:Running' } },
    { at: '30s', do: 'asglifecycle.set', with: { state: 'Warmed:Stopped' } },
    { at: '5m', do: 'asglifecycle.set', with: { state: 'InService' } },
    { at: '20m', do: 'asglifecycle.set', with: { state: 'Terminated' } },
  ],
};

const roleRemoved: GalleryScenario = {
  name: 'role-removed',
  description: 'The role of the instance is taken away, and comes back a minute later',
  steps: [
    { at: '10s', do: 'patch-instance', with: { role: null } },
    { at: '10s', do: 'remove-path', with: { path: '/latest/meta-data/iam/info' } },
    { at: '70s', do: 'reset' },
  ],
};

const outage: GalleryScenario = {
  name: 'imds-outage',
  description: 'No token for a minute, and no answer at all for half of it',
  steps: [
    {
      at: '10s',
      fault: { name: 'no-tokens', path: '/latest/api/token', status: 503, times: 1000 },
    },
    { at: '25s', fault: { name: 'silence', hang: true, times: 1000 } },
    { at: '55s', do: 'remove-fault', with: { id: 'silence' } },
    { at: '70s', do: 'remove-fault', with: { id: 'no-tokens' } },
  ],
};

const throttling: GalleryScenario = {
  name: 'throttling',
  description:
    'More than a few requests a second are dropped, as beyond the limit of the real service',
  steps: [
    { at: '10s', fault: { name: 'throttle', rate: 5 } },
    { at: '2m', do: 'remove-fault', with: { id: 'throttle' } },
  ],
};

const hopLimit: GalleryScenario = {
  name: 'hop-limit',
  description:
    'Tokens become mandatory and stop at the first hop, as for a container behind a bridge',
  steps: [
    { at: '10s', do: 'patch-metadata-options', with: { httpTokens: 'required' } },
    { at: '20s', do: 'patch-metadata-options', with: { httpPutResponseHopLimit: 1 } },
    { at: '2m', do: 'patch-metadata-options', with: { httpPutResponseHopLimit: 2 } },
  ],
};

const tokensRevoked: GalleryScenario = {
  name: 'tokens-revoked',
  description: 'Session tokens become unknown again and again, as after a restart of the service',
  steps: [{ at: '10s', every: '10s', times: 6, do: 'revoke-tokens' }],
};

/**
 * The scenarios that ship.
 *
 * @public
 */
export const scenarioGallery: readonly GalleryScenario[] = [
  spotInterruption,
  rebalanceOnly,
  maintenanceCanceled,
  warmPool,
  roleRemoved,
  outage,
  throttling,
  hopLimit,
  tokensRevoked,
];

/** The scenario of a name. Throws `AEMM_SCENARIO_INVALID`. */
export function findScenario(name: string): GalleryScenario {
  const found = scenarioGallery.find((each) => each.name === name);
  if (found !== undefined) return found;
  const allowed = scenarioGallery.map((each) => each.name).join(', ');
  throw new AemmError(
    'AEMM_SCENARIO_INVALID',
    `There is no scenario "${name}". Allowed: ${allowed}.`,
    { key: 'name' },
  );
}
