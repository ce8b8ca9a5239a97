export {
  type Clock,
  type Mac,
  type Random,
  systemClock,
  systemRandom,
  type Timer,
} from './ambient.ts';
export { bundledCategories } from './categories/index.ts';
export type { Change, MetadataOptionsPatch } from './changes/change.ts';
export { shownChange } from './changes/shown-change.ts';
export { type CheckedSpec, checkInSteps, compileSnapshot, findErrors } from './compile/compile.ts';
export { configurableLeaves, defaultValues } from './compile/default-values.ts';
export type { ActionCall } from './compile/run-action.ts';
export type { ServiceFacts } from './compile/services.ts';
export type { ResolvedOptions, RouteFacts, Snapshot } from './compile/snapshot.ts';
export type { ImdsSpec, MetadataOptions, Overrides } from './compile/spec.ts';
export { atOnce, type Steps } from './compile/steps.ts';
export type {
  ActionContext,
  ActionDefinition,
  ActionInputs,
  ActionResult,
  InferInput,
  InferOutput,
} from './contract/action.ts';
export {
  type AnyCategory,
  CATEGORY_CONTRACT,
  type Category,
  type Deferred,
  defineCategory,
  type EachDefinition,
  forEachOf,
  type LeafContext,
  type LeafDefinition,
  type NoticeContext,
  type NoticeDefinition,
  SECTIONS,
  type Section,
  type TimingSettings,
} from './contract/category.ts';
export {
  type Content,
  type Fields,
  type Format,
  isFields,
  type Value,
} from './contract/content.ts';
export type { Cut, Exchange, Strike } from './contract/exchange.ts';
export { headerEntries } from './contract/header-entries.ts';
export type { IdentitySigner } from './contract/identity-signer.ts';
export { type JsonSchema, jsonSchemaOf } from './contract/json-schema.ts';
export type {
  Answer,
  BaseOrigin,
  Circumstances,
  CredentialsField,
  DefaultException,
  ForbiddenReason,
  ListingEntry,
  NoticeTime,
  Outcome,
  Policy,
  Profile,
  TokenRefusal,
} from './contract/profile.ts';
export type { Call, ImdsEvent, ImdsRequest, ImdsVersion, TokenState } from './contract/request.ts';
export {
  IAM_ERRORS,
  type IamError,
  type IamFailure,
  type RoleCredentials,
} from './contract/role-credentials.ts';
export type { ServiceContext, ServiceDefinition, ServiceSettings } from './contract/service.ts';
export {
  type ParsedSetting,
  parseSetting,
  type Setting,
  type Settings,
  type SettingValues,
} from './contract/setting.ts';
export {
  booleanSetting,
  choiceSetting,
  integerSetting,
  portSetting,
  type SettingFacts,
  textSetting,
  timeSetting,
} from './contract/setting-kinds.ts';
export type { StandardIssue, StandardResult, StandardSchema } from './contract/standard-schema.ts';
export { TimeInputSchema } from './contract/time-input.ts';
export { resolveTiming, type Timing } from './contract/trigger.ts';
export type { ActionMethod, CamelCase, KnownId, MockActions } from './control/actions.ts';
export type { BundledActions } from './control/bundled-actions.ts';
export type {
  Control,
  ControlEvent,
  ControlOptions,
  InstancePatch,
  MockParts,
  ScenarioControl,
} from './control/control.ts';
export type { ControlClock } from './control/control-clock.ts';
export { createControl } from './control/create-control.ts';
export {
  type FleetInstance,
  type FleetSelection,
  FleetSelectionSchema,
} from './control/instances.ts';
export {
  type ClockMode,
  createMockClock,
  type MockClock,
  type MockClockOptions,
} from './control/mock-clock.ts';
export { operations } from './control/operations/index.ts';
export {
  type Operation,
  type OperationCommand,
  runOperation,
  runOperationInSteps,
} from './control/operations/operation.ts';
export { readText } from './control/operations/read-text.ts';
export { pathFields, takesQuery } from './control/operations/request-form.ts';
export type { ScheduledNotice } from './control/pending-notices.ts';
export { type GalleryScenario, scenarioGallery } from './control/scenario/gallery.ts';
export type { PlayedScenario, PlayedStep, PlayOptions } from './control/scenario/played.ts';
export {
  type ConfiguredScenario,
  type Scenario,
  ScenarioSchema,
  type ScenarioStep,
} from './control/scenario/scenario.ts';
export { createScenarioSchema } from './control/scenario/scenario-schema.ts';
export { AemmError, ERROR_CODES, type ErrorCode } from './errors.ts';
export type { FaultEffect } from './faults/active-fault.ts';
export { type Fault, FaultListSchema, FaultSchema } from './faults/fault.ts';
export {
  type AddedFault,
  createFaults,
  type FaultState,
  type Faults,
  type FaultsOptions,
  type Refusal,
} from './faults/faults.ts';
export { createFleet } from './fleet/create-fleet.ts';
export type {
  FleetBy,
  FleetDescription,
  FleetEntry,
  FleetTemplate,
} from './fleet/description.ts';
export { findFleetProblems } from './fleet/find-problems.ts';
export type { Fleet, FleetOptions } from './fleet/fleet.ts';
export { FleetSchema } from './fleet/schema.ts';
export { type InstanceDescription, InstanceSchema } from './instance/description.ts';
export type { Finding } from './instance/finding.ts';
export type { Instance, KeyPair, NetworkInterface, Placement } from './instance/instance.ts';
export { type ReadDescription, readDescription } from './instance/read-description.ts';
export { isExposedTag } from './instance/tags.ts';
export { aemmProfile } from './profiles/aemm/index.ts';
export { createEc2Profile, type Ec2Options } from './profiles/ec2/index.ts';
export { createRegistry, type Registry } from './registry/registry.ts';
export type { JournalCounts, RequestCount } from './requests/counts.ts';
export type { JournalEntry } from './requests/entry.ts';
export { explainMiss } from './requests/explain-miss.ts';
export {
  createJournal,
  type Journal,
  type JournalOptions,
  type RequestQuery,
  RequestQuerySchema,
} from './requests/journal.ts';
export { createMatcher, type RequestMatcher, RequestMatcherSchema } from './requests/matcher.ts';
export type { Clients } from './serve/clients.ts';
export { type FetchHandlerOptions, toFetchHandler } from './serve/fetch-handler.ts';
export { createImds, type Imds, type ImdsOptions } from './serve/imds.ts';
export { runAfter, type Wait } from './serve/run-after.ts';
export { normalizePath } from './text/path.ts';
export { formatTime, isWritableTime, parseTime } from './text/time.ts';
export { readTimeout } from './text/timeout.ts';
