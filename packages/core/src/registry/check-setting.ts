import { parseSetting } from '../contract/setting.ts';
import { isStandardSchema } from '../contract/standard-schema.ts';
import { AemmError } from '../errors.ts';
import type { Shape } from './category-shape.ts';

const TYPES: readonly unknown[] = ['string', 'integer', 'boolean'];

/** Checks a setting of the category `id` by its shape. Throws `AEMM_SETTING_INVALID`, `AEMM_SETTING_ASYNC`. */
export function checkSetting(setting: unknown, name: string, id: string): void {
  const where = `Setting "${name}" of category "${id}"`;
  const { schema, default: fallback, description, allowed, type } = (setting ?? {}) as Shape;
  if (!isStandardSchema(schema)) {
    throw new AemmError('AEMM_SETTING_INVALID', `${where} lacks a Standard Schema.`);
  }
  if (typeof description !== 'string' || typeof allowed !== 'string' || !TYPES.includes(type)) {
    throw new AemmError(
      'AEMM_SETTING_INVALID',
      `${where} needs a description, what is allowed, and a type: ${TYPES.join(', ')}.`,
    );
  }
  const parsed = parseSetting({ schema }, fallback);
  if (parsed.ok) return;
  const reasons = parsed.reasons.join('; ');
  throw new AemmError('AEMM_SETTING_INVALID', `${where} refuses its own default: ${reasons}.`);
}
