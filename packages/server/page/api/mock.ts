import type {
  Change,
  ClockMode,
  ControlEvent,
  FaultState,
  FleetInstance,
  GalleryScenario,
  Instance,
  JsonSchema,
  MetadataOptions,
  PlayedScenario,
  ScheduledNotice,
} from '@aemm/core';

/** The answer to `GET /v1/state`. */
export interface MockState {
  readonly profile: string;
  readonly startedAt: string;
  readonly clock: ClockState;
  readonly instance: Omit<Instance, 'userData'> & { readonly userDataBytes: number | null };
  readonly metadataOptions: MetadataOptions;
  readonly faults: readonly FaultState[];
  readonly notices: readonly ScheduledNotice[];
  readonly changes: readonly Change[];
}

/** The clock of the mock, at the time of an answer. */
export interface ClockState {
  readonly now: string;
  readonly mode: ClockMode;
  readonly speed: number;
  readonly pending: readonly ScheduledNotice[];
}

/** One of the answer to `GET /v1/actions`. */
export interface Action {
  readonly category: string;
  readonly action: string;
  readonly description: string;
  readonly input: JsonSchema;
}

/** The answer to `GET /v1/scenarios`. */
export interface Scenarios {
  readonly playing: PlayedScenario | null;
  readonly gallery: readonly GalleryScenario[];
}

/** What `GET /openapi.json` has of each operation that the page reads. */
interface ApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } };
  };
}

interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly description: string;
  readonly schema: JsonSchema;
}

/** The answer to `GET /openapi.json`. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

/** Everything that the panels show, but the requests. */
export interface Mock {
  readonly state: MockState;
  readonly scenarios: Scenarios;
  readonly actions: readonly Action[];
  readonly document: ApiDocument;
  /** The instances of a fleet; empty: it has none. */
  readonly fleet: readonly FleetInstance[];
}

/** A message of `GET /v1/stream`. */
export type StreamEvent = ControlEvent | { readonly kind: 'ready' };
