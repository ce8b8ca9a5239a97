import type { AnyCategory, ImdsSpec, Instance, Overrides, Section, Value } from '@aemm/core';
import { SECTIONS } from '@aemm/core';
import type { Layer } from '../model/layer.ts';
import type { GlobalValues } from '../vocabulary/global-settings.ts';

/** What core is told of a resolved configuration. */
export interface SpecParts {
  readonly globals: GlobalValues;
  /** Raw settings of categories by `id.name`: their schemas may convert what they admit, and core admits them again. */
  readonly raw: ReadonlyMap<string, unknown>;
  readonly overrides: Layer;
  readonly instance: Instance;
}

/** What core serves from a resolved configuration. */
export function buildSpec(served: readonly AnyCategory[], parts: SpecParts): ImdsSpec {
  const { globals, raw, overrides, instance } = parts;
  return {
    categories: served,
    settings: Object.fromEntries(
      served.map((category) => [category.id, settingsOf(category, raw)]),
    ),
    timings: timingsOf(globals),
    overrides: buildOverrides(overrides),
    requireToken: globals.imdsv2,
    eligibleClients: globals['mock-ip-count'],
    ...(globals['fixed-notice-times'] && { noticeTime: 'fired' }),
    ...(Object.keys(instance).length > 0 && { instance }),
  };
}

function settingsOf(
  { id, settings }: AnyCategory,
  raw: ReadonlyMap<string, unknown>,
): Record<string, unknown> {
  const names = Object.keys(settings).filter((name) => raw.has(`${id}.${name}`));
  return Object.fromEntries(names.map((name) => [name, raw.get(`${id}.${name}`)]));
}

function timingsOf(globals: GlobalValues): NonNullable<ImdsSpec['timings']> {
  return {
    mock: { delaySec: globals['mock-delay-sec'], triggerTime: globals['mock-trigger-time'] },
    rebalance: {
      delaySec: globals['rebalance-delay-sec'],
      triggerTime: globals['rebalance-trigger-time'],
    },
    'asg-termination': {
      delaySec: globals['asg-termination-delay-sec'],
      triggerTime: globals['asg-termination-trigger-time'],
    },
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
