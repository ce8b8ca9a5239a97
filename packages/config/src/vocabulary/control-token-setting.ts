import type { Setting, SettingFacts } from '@aemm/core';
import { textSetting } from '@aemm/core';
import * as z from 'zod/mini';

/** A setting that is a token which clients send in a header, or empty for none. */
export function controlTokenSetting(facts: Omit<SettingFacts<''>, 'secret'>): Setting<string> {
  const setting = textSetting({ ...facts, secret: true });
  const schema = z.pipe(
    z.union([z.string(), z.number(), z.boolean()]),
    z.pipe(z.transform(readToken), z.string()),
  );
  return { ...setting, allowed: 'printable ASCII characters, or none', schema };
}

/** Without the white space around it, such as the line break of a secret from a file: a header has none either. */
function readToken(raw: string | number | boolean): string | undefined {
  const text = String(raw);
  const token = text.trim();
  return text === '' || /^[ -~]+$/.test(token) ? token : undefined;
}
