import { limitsFor, totalMemory } from '../files/limits.ts';
import { InputError, readInput } from '../files/read-input.ts';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { ResolvedSettings } from './resolve-settings.ts';

/** The configuration with what a description of EC2 adds, or why it cannot be used. */
export interface InstanceRead {
  readonly overrides: Layer;
  readonly settings: ResolvedSettings;
  readonly problems: readonly Problem[];
}

/** Reads the file that `instanceFrom` names, and puts the instance that it describes beneath the configured one. */
export async function readInstanceFrom(
  settings: ResolvedSettings,
  overrides: Layer,
): Promise<InstanceRead> {
  const named = settings.values.get('instanceFrom');
  if (named === undefined || named.value === '') return { settings, overrides, problems: [] };
  const refuse = (advice: string): InstanceRead => ({
    settings,
    overrides,
    problems: [{ assignment: named, advice }],
  });
  const file = String(named.value);
  const { maxBytes } = limitsFor(totalMemory());
  try {
    const bytes = await readInput(file, { maxBytes, regular: true });
    const { applyDescription } = await import('./instance-from/apply.ts');
    const applied = applyDescription(new TextDecoder().decode(bytes), file, overrides, settings);
    return typeof applied === 'string' ? refuse(applied) : { ...applied, problems: [] };
  } catch (error) {
    if (error instanceof InputError) return refuse(`It cannot be read: ${error.message}.`);
    throw error;
  }
}
