import type { Setting, SettingFacts } from '@aemm/core';
import { textSetting } from '@aemm/core';
import * as z from 'zod/mini';

/** A setting that is a TCP port, as text: AEMM writes it so into the files that it saves. */
export function portSetting(facts: SettingFacts<string>): Setting<string> {
  const schema = z.pipe(
    z.union([z.string(), z.number()]),
    z.pipe(z.transform(readPort), z.string()),
  );
  return { ...textSetting(facts), allowed: 'a port number from 0 to 65535', schema };
}

function readPort(raw: string | number): string | undefined {
  const text = String(raw).trim();
  return /^\d+$/.test(text) && Number(text) <= 65_535 ? String(Number(text)) : undefined;
}
