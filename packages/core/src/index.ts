export { type Clock, type Mac, type Random, systemClock, systemRandom } from './ambient.ts';
export { bundledCategories } from './categories/index.ts';
export {
  type AnyCategory,
  CATEGORY_CONTRACT,
  type Category,
  defineCategory,
  type LeafContext,
  type LeafDefinition,
  type NoticeContext,
  type NoticeDefinition,
  SECTIONS,
  type Section,
} from './category.ts';
export type { Clients } from './clients.ts';
export type { Content, Format, Value } from './content.ts';
export { AemmError, ERROR_CODES, type ErrorCode } from './errors.ts';
export { createImds, type Imds, type ImdsOptions } from './imds.ts';
export { type Instance, InstanceSchema } from './instance.ts';
export { normalizePath } from './path.ts';
export type { Answer, Exchange, ListingEntry, NoticeTime, Outcome, Profile } from './profile.ts';
export { aemmProfile } from './profiles/aemm/index.ts';
export { createRegistry, type Registry } from './registry.ts';
export type { ImdsEvent, ImdsRequest } from './request.ts';
export {
  type ParsedSetting,
  parseSetting,
  type Setting,
  type Settings,
  type SettingValues,
} from './setting.ts';
export {
  booleanSetting,
  choiceSetting,
  integerSetting,
  type SettingFacts,
  textSetting,
  timeSetting,
} from './setting-kinds.ts';
export {
  compileSnapshot,
  type FixedKind,
  type Node,
  type Prepared,
  type RouteFacts,
  type Snapshot,
} from './snapshot.ts';
export type { ImdsSpec, Overrides, TimingName } from './spec.ts';
export type { StandardResult, StandardSchema } from './standard-schema.ts';
export { formatTime, parseTime } from './time.ts';
export { resolveTiming, type Timing } from './trigger.ts';
