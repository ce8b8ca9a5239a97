import { startBare } from './bare.ts';
import { PROFILES } from './config-file.ts';
import type { Soaked, SoakOptions } from './soak.ts';
import { soak } from './soak.ts';

/** Keeps a mock of each profile under load, both at the same time, beside bare `node:http`. */
export async function soakAll(
  options: Omit<SoakOptions, 'barePort' | 'profile'>,
): Promise<readonly Soaked[]> {
  const bare = await startBare(options.tree);
  try {
    return await Promise.all(
      PROFILES.map((profile) => soak({ ...options, profile, barePort: bare.port })),
    );
  } finally {
    await bare.stop();
  }
}
