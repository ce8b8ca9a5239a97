import type { Layer } from '../../model/layer.ts';
import { idOf } from '../../model/layer.ts';
import type { Assignment, Origin, ResolvedValue } from '../../model/origin.ts';
import type { ResolvedSettings } from '../resolve-settings.ts';
import { describeInstance } from './describe-instance.ts';
import { underConfigured } from './override.ts';
import type { Ec2Instance, Reserved } from './reservation.ts';
import { readReservations } from './reservation.ts';

/** A configuration with the described instance beneath it; a text is why there is none. */
export type Applied = { readonly overrides: Layer; readonly settings: ResolvedSettings } | string;

/**
 * Puts the instance of a description beneath what is configured.
 *
 * @param text - the JSON of `aws ec2 describe-instances`
 * @param file - where it comes from
 */
export function applyDescription(
  text: string,
  file: string,
  overrides: Layer,
  settings: ResolvedSettings,
): Applied {
  const reserved = readReservations(parseJson(text));
  if (typeof reserved === 'string') return reserved;
  const configured = configuredFields(overrides);
  const chosen = choose(reserved, configured.id);
  if (typeof chosen === 'string') return chosen;
  const origin: Origin = { source: 'file', where: file };
  return {
    overrides: withInstance(chosen, configured, overrides, origin),
    settings: withOptions(chosen.instance, settings, origin),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The only instance, or the one whose id is configured. */
function choose(reserved: readonly Reserved[], id: unknown): Reserved | string {
  const [first, ...others] = reserved;
  if (first === undefined) return 'It describes no instance.';
  if (others.length === 0) return first;
  const found = reserved.find(({ instance }) => instance.InstanceId === id);
  if (found !== undefined) return found;
  const ids = reserved.map(({ instance }) => instance.InstanceId).join(', ');
  return `It describes ${reserved.length} instances (${ids}). Choose one by its id in instance.id.`;
}

function configuredFields(overrides: Layer): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { path, value } of overrides.values()) {
    const [section, name] = path;
    if (section === 'instance' && name !== undefined) fields[name] = value === '' ? null : value;
  }
  return fields;
}

function withInstance(
  chosen: Reserved,
  configured: Record<string, unknown>,
  overrides: Layer,
  origin: Origin,
): Layer {
  const described = underConfigured(describeInstance(chosen), configured);
  const layer = new Map(overrides);
  for (const [name, value] of Object.entries(described)) {
    const path = ['instance', name];
    const assignment: Assignment = { path, value, origin };
    layer.set(idOf(path), assignment);
  }
  return layer;
}

const OPTIONS = {
  HttpTokens: 'metadataOptions.httpTokens',
  HttpEndpoint: 'metadataOptions.httpEndpoint',
  HttpPutResponseHopLimit: 'metadataOptions.httpPutResponseHopLimit',
  InstanceMetadataTags: 'metadataOptions.instanceMetadataTags',
} as const satisfies Record<keyof NonNullable<Ec2Instance['MetadataOptions']>, string>;

/** The options of the metadata service that are not configured. */
function withOptions(
  { MetadataOptions: options = {} }: Ec2Instance,
  settings: ResolvedSettings,
  origin: Origin,
): ResolvedSettings {
  const values = new Map(settings.values);
  const raw = new Map(settings.raw);
  for (const [name, key] of Object.entries(OPTIONS)) {
    const value = options[name as keyof typeof OPTIONS];
    const before = values.get(key);
    if (value === undefined || before === undefined || isConfigured(before)) continue;
    // It has another name, by which AEMM has it.
    if (name === 'HttpTokens' && isConfigured(values.get('imdsv2'))) continue;
    values.set(key, { ...before, value, origin });
    raw.set(key, value);
  }
  return { ...settings, values, raw };
}

function isConfigured(value: ResolvedValue | undefined): boolean {
  return value !== undefined && value.origin.source !== 'default';
}
