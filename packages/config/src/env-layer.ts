import type { ConfigInput } from './config.ts';
import type { Layer } from './origin.ts';
import { idOf } from './origin.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the environment says. */
export function envLayer(env: ConfigInput['env'], vocabulary: Vocabulary): Layer {
  return new Map(
    vocabulary.table.flatMap(({ key, env: name }) => {
      const value = env[name];
      if (value === undefined) return [];
      const path = key.split('.');
      return [[idOf(path), { path, value, origin: { source: 'environment', where: name } }]];
    }),
  );
}
