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

/** Profile AEMM shows these from the start on, where nothing says when they appear. */
const noSpotNotices: Scenario = [
  { at: '0s', do: 'spot.clear' },
  { at: '0s', do: 'spot.clear-rebalance' },
];

const spotInterruption: GalleryScenario = {
  name: 'spot-interruption',
  description:
    'A rebalance recommendation, and two minutes later the interruption, as FIS sends them',
  steps: [
    ...noSpotNotices,
    { at: '10s', do: 'spot.recommend-rebalance' },
    { at: '130s', do: 'spot.interrupt', with: { action: 'terminate', inSeconds: 120 } },
  ],
};

const rebalanceOnly: GalleryScenario = {
  name: 'rebalance-without-interruption',
  description: 'A rebalance recommendation that no interruption follows',
  steps: [
    ...noSpotNotices,
    { at: '10s', do: 'spot.recommend-rebalance' },
    { at: '5m', do: 'spot.clear-rebalance' },
  ],
};

const maintenanceCanceled: GalleryScenario = {
  name: 'maintenance-canceled',
  description: 'A reboot for maintenance is scheduled, described anew, and canceled',
  steps: [
    { at: '0s', do: 'events.clear' },
    {
      at: '10s',
      do: 'events.schedule',
      with: { eventId: 'instance-event-0d59937288b749b32', code: 'system-reboot', inSeconds: 3600 },
    },
    {
      at: '2m',
      do: 'events.update',
      with: {
        eventId: 'instance-event-0d59937288b749b32',
        description: 'The instance is rebooted and moved',
      },
    },
    { at: '5m', do: 'events.cancel', with: { eventId: 'instance-event-0d59937288b749b32' } },
  ],
};

const warmPool: GalleryScenario = {
  name: 'warm-pool',
  description: 'An instance waits in a warm pool, goes into service and is terminated',
  steps: [
    { at: '0s', do: 'asglifecycle.set', with: { state: 'Warmed:Running' } },
    { at: '30s', do: 'asglifecycle.set', with: { state: 'Warmed:Stopped' } },
    { at: '2m', do: 'asglifecycle.set', with: { state: 'InService' } },
    { at: '5m', do: 'asglifecycle.set', with: { state: 'Terminated' } },
  ],
};

const roleRemoved: GalleryScenario = {
  name: 'role-removed',
  description: 'The role of the instance is taken away, and comes back a minute later',
  steps: [
    { at: '10s', do: 'iam.fail', with: { code: 'NoInstanceProfile' } },
    { at: '70s', do: 'iam.restore' },
  ],
};

const rotationUnderLoad: GalleryScenario = {
  name: 'credentials-rotation',
  description: 'Credentials are renewed three times, while the answers that have them are slow',
  steps: [
    {
      at: '5s',
      do: 'add-fault',
      with: { name: 'load', path: '/latest/meta-data/iam/*', latency: '50ms..500ms' },
    },
    { at: '10s', every: '30s', times: 3, do: 'iam.rotate' },
    { at: '90s', do: 'remove-fault', with: { id: 'load' } },
  ],
};

const outage: GalleryScenario = {
  name: 'imds-outage',
  description: 'No token for a minute, and no answer at all for half of it',
  steps: [
    {
      at: '10s',
      do: 'add-fault',
      with: { name: 'no-tokens', path: '/latest/api/token', status: 503 },
    },
    { at: '25s', do: 'add-fault', with: { name: 'silence', hang: true } },
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
  rotationUnderLoad,
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
