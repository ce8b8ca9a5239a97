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
export { configurableLeaves, defaultValues } from './compile/default-values.ts';
export type { ActionCall } from './compile/run-action.ts';
export {
  compileSnapshot,
  findErrors,
  findErrorsInSteps,
  type ResolvedOptions,
  type RouteFacts,
  type Snapshot,
} from './compile/snapshot.ts';
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
export type { Content, Format, Value } from './contract/content.ts';
export { headerEntries } from './contract/header-entries.ts';
export type { IdentitySigner } from './contract/identity-signer.ts';
export { type JsonSchema, jsonSchemaOf } from './contract/json-schema.ts';
export type {
  Answer,
  BaseOrigin,
  Circumstances,
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
  type SettingFacts,
  textSetting,
  timeSetting,
} from './contract/setting-kinds.ts';
export type { StandardIssue, StandardResult, StandardSchema } from './contract/standard-schema.ts';
export { resolveTiming, type Timing } from './contract/trigger.ts';
export type { ActionMethod, CamelCase, KnownId, MockActions } from './control/actions.ts';
export {
  type Control,
  type ControlEvent,
  type ControlOptions,
  createControl,
  type InstancePatch,
} from './control/control.ts';
export type { ControlClock } from './control/control-clock.ts';
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
} from './control/operations/operation.ts';
export { readText } from './control/operations/read-text.ts';
export type { ScheduledNotice } from './control/pending-notices.ts';
export { AemmError, ERROR_CODES, type ErrorCode } from './errors.ts';
export { type InstanceDescription, InstanceSchema } from './instance/description.ts';
export type { Finding } from './instance/finding.ts';
export type { Instance, KeyPair, NetworkInterface, Placement } from './instance/instance.ts';
export { type ReadDescription, readDescription } from './instance/read-description.ts';
export { aemmProfile } from './profiles/aemm/index.ts';
export { createEc2Profile, type Ec2Options } from './profiles/ec2/index.ts';
export { createRegistry, type Registry } from './registry/registry.ts';
export type { Clients } from './serve/clients.ts';
export { createImds, type Exchange, type Imds, type ImdsOptions } from './serve/imds.ts';
export { normalizePath } from './text/path.ts';
export { formatTime, parseTime } from './text/time.ts';
