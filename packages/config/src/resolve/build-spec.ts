import type {
  AnyCategory,
  ImdsSpec,
  InstanceDescription,
  Overrides,
  Profile,
  Section,
  Timing,
  Value,
} from '@aemm/core';
import { aemmProfile, SECTIONS } from '@aemm/core';
import type { Layer } from '../model/layer.ts';
import type { GlobalValues } from '../vocabulary/global-settings.ts';
import { settingTable } from '../vocabulary/setting-table.ts';

/** What core is given of a resolved configuration. */
export interface SpecParts {
  readonly globals: GlobalValues;
  /** Configured settings by key, raw: their schemas may convert what they accept, and core validates them again. */
  readonly raw: ReadonlyMap<string, unknown>;
  readonly overrides: Layer;
  readonly instance: InstanceDescription;
}

/** What core serves from a resolved configuration. */
export function buildSpec(categories: readonly AnyCategory[], parts: SpecParts): ImdsSpec {
  const { globals, raw, overrides, instance } = parts;
  const timing = timingOf(raw, globals);
  return {
    categories,
    profile: profileOf(globals),
    settings: settingsOf(categories, raw),
    overrides: buildOverrides(overrides),
    metadataOptions: { httpTokens: globals.imdsv2 ? 'required' : 'optional' },
    eligibleClients: globals['mock-ip-count'],
    ...(timing && { timing }),
    ...(globals['fixed-notice-times'] && { noticeTime: 'fired' }),
    ...(globals['fresh-credentials'] && { freshCredentials: true }),
    ...(Object.keys(instance).length > 0 && { instance }),
  };
}

const PROFILES: Readonly<Record<GlobalValues['profile'], Profile>> = {
  aemm: aemmProfile,
  ec2: aemmProfile,
};

/** The profile that a configuration names. */
export function profileOf({ profile }: Pick<GlobalValues, 'profile'>): Profile {
  return PROFILES[profile];
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
export function buildOverrides(layer: Layer): Partial<Record<Section, Overrides>> {
  const overrides: Partial<Record<Section, Overrides>> = {};
  for (const section of SECTIONS) {
    const paths = pick(layer, section, 'paths') as Record<string, string | null>;
    const values = pick(layer, section, 'values');
    if (Object.keys({ ...paths, ...values }).length > 0) overrides[section] = { paths, values };
  }
  return overrides;
}

function pick(layer: Layer, section: Section, part: string): Record<string, Value> {
  const entries: [string, Value][] = [];
  for (const { path, value } of layer.values()) {
    if (path[0] === section && path[1] === part) entries.push([path[2] ?? '', value as Value]);
  }
  return Object.fromEntries(entries);
}
