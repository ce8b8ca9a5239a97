import type {
  AnyCategory,
  Fault,
  FleetDescription,
  ImdsSpec,
  InstanceDescription,
  MetadataOptions,
  Overrides,
  Profile,
  Section,
  Steps,
  Timing,
} from '@aemm/core';
import { aemmProfile, createEc2Profile, parseSetting } from '@aemm/core';
import type { Layer } from '../model/layer.ts';
import type { GlobalValues } from '../vocabulary/global-settings.ts';
import { globalSettings } from '../vocabulary/global-settings.ts';
import { settingTable } from '../vocabulary/setting-table.ts';

/** Paths and values by section. */
export type SectionOverrides = Partial<Record<Section, Overrides>>;

/** What core is given of a resolved configuration. */
export interface SpecParts {
  readonly globals: GlobalValues;
  /** Configured settings by key, raw: their schemas may convert what they accept, and core validates them again. */
  readonly raw: ReadonlyMap<string, unknown>;
  readonly instance: InstanceDescription;
}

/** What core serves from a resolved configuration. */
export function buildSpec(
  categories: readonly AnyCategory[],
  { globals, raw, instance }: SpecParts,
  overrides: SectionOverrides,
): ImdsSpec {
  const timing = timingOf(raw, globals);
  return {
    categories,
    profile: profileOf(globals),
    settings: settingsOf(categories, raw),
    overrides,
    metadataOptions: metadataOptionsOf(globals),
    hops: hopsOf(globals),
    eligibleClients: globals['mock-ip-count'],
    ...(timing && { timing }),
    ...(globals['fixed-notice-times'] && { noticeTime: 'fired' }),
    ...(globals['fresh-credentials'] && { freshCredentials: true }),
    ...(globals['iam-error'] !== '' && { iamError: globals['iam-error'] }),
    ...(Object.keys(instance).length > 0 && { instance }),
  };
}

/** The profile that a configuration names. */
export function profileOf(
  globals: Pick<GlobalValues, 'profile'> & Partial<Pick<GlobalValues, 'keep-alive'>>,
): Profile {
  if (globals.profile === 'aemm') return aemmProfile;
  return createEc2Profile({ keepAlive: globals['keep-alive'] ?? false });
}

function metadataOptionsOf(globals: GlobalValues): MetadataOptions {
  const hopLimit = globals['http-put-response-hop-limit'];
  return {
    httpTokens: globals['http-tokens'] || (globals.imdsv2 ? 'required' : 'optional'),
    httpEndpoint: globals['http-endpoint'],
    instanceMetadataTags: globals['instance-metadata-tags'],
    ...(hopLimit > 0 && { httpPutResponseHopLimit: hopLimit }),
  };
}

/** A configuration keeps them as they were written, which may be text. */
function hopsOf({ hops }: GlobalValues): NonNullable<ImdsSpec['hops']> {
  const parsed = parseSetting(globalSettings.hops, hops);
  return parsed.ok ? parsed.value : {};
}

/** A configuration keeps them as they were written, which may be JSON as text. */
export function faultsOf({ faults }: GlobalValues): readonly Fault[] {
  const parsed = parseSetting(globalSettings.faults, faults);
  return parsed.ok ? parsed.value : [];
}

/** A configuration keeps it as it was written, which may be JSON as text. */
export function fleetOf({ fleet }: GlobalValues): FleetDescription | undefined {
  if (typeof fleet !== 'string') return fleet ?? undefined;
  const parsed = parseSetting(globalSettings.fleet, fleet);
  return parsed.ok ? (parsed.value ?? undefined) : undefined;
}

/** The configured settings of categories. */
function settingsOf(
  categories: readonly AnyCategory[],
  raw: ReadonlyMap<string, unknown>,
): Record<string, Record<string, unknown>> {
  const settings: Record<string, Record<string, unknown>> = {};
  for (const { category, name, key } of settingTable(categories)) {
    if (category === undefined || !raw.has(key)) continue;
    settings[category] = { ...settings[category], [name]: raw.get(key) };
  }
  return settings;
}

/** The timing that notices share, as far as it is configured: a profile may wait for that. */
function timingOf(raw: ReadonlyMap<string, unknown>, globals: GlobalValues): Timing | undefined {
  const hasDelay = raw.has('mock-delay-sec');
  const triggerTime = globals['mock-trigger-time'];
  if (!hasDelay && triggerTime === '') return undefined;
  return {
    ...(hasDelay && { delaySec: globals['mock-delay-sec'] }),
    ...(triggerTime !== '' && { triggerTime }),
  };
}

/** Paths and values by section, as core takes them. */
export function* buildOverrides(layer: Layer): Steps<SectionOverrides> {
  const overrides = new Map<string, Record<'paths' | 'values', Map<string, unknown>>>();
  for (const { path, value } of layer.values()) {
    const [section = '', part, key = ''] = path;
    if (part !== 'paths' && part !== 'values') continue;
    const parts = overrides.get(section) ?? { paths: new Map(), values: new Map() };
    parts[part].set(key, value);
    overrides.set(section, parts);
    yield;
  }
  const entries = [...overrides].map(([section, { paths, values }]) => [
    section,
    { paths: Object.fromEntries(paths), values: Object.fromEntries(values) },
  ]);
  return Object.fromEntries(entries);
}
