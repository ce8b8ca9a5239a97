export { type Clock, type Mac, type Random, systemClock, systemRandom } from './ambient.ts';
export { bundledCategories } from './categories/index.ts';
export { configurableLeaves, defaultValues } from './compile/default-values.ts';
export {
  compileSnapshot,
  findErrors,
  type ResolvedOptions,
  type RouteFacts,
  type Snapshot,
} from './compile/snapshot.ts';
export type { ImdsSpec, MetadataOptions, Overrides } from './compile/spec.ts';
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
export { IAM_ERRORS, type IamError, type RoleCredentials } from './contract/role-credentials.ts';
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
export type { StandardResult, StandardSchema } from './contract/standard-schema.ts';
export { resolveTiming, type Timing } from './contract/trigger.ts';
export type { Change } from './control/change.ts';
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
