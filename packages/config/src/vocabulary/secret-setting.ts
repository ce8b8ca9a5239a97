import type { Setting, SettingFacts } from '@aemm/core';
import { textSetting } from '@aemm/core';
import * as z from 'zod/mini';

/** As many characters as make a key that cannot be found by trying, even if each has only a few bits. */
const MIN_LENGTH = 16;

/** A setting that is a secret key, or empty for none. */
export function secretSetting(facts: Omit<SettingFacts<''>, 'secret'>): Setting<string> {
  const setting = textSetting({ ...facts, secret: true });
  const schema = z.pipe(
    z.union([z.string(), z.number(), z.boolean()]),
    z.pipe(z.transform(readSecret), z.string()),
  );
  return { ...setting, allowed: `at least ${MIN_LENGTH} characters, or none`, schema };
}

function readSecret(raw: string | number | boolean): string | undefined {
  const text = String(raw);
  return text === '' || text.length >= MIN_LENGTH ? text : undefined;
}
