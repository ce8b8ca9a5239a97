import { AemmError } from '../errors.ts';
import { createNetworkMap, parseNetwork } from '../text/network-map.ts';

/** Creates the lookup of how many hops away a client is. Throws `AEMM_SETTING_INVALID`. */
export function createHops(hops: Readonly<Record<string, number>>): (client: string) => number {
  const counts = createNetworkMap<number>();
  for (const [network, count] of Object.entries(hops)) {
    if (parseNetwork(network) === undefined) {
      const message = `"${network}" is not allowed for hops. Allowed: networks such as 10.0.0.0/8.`;
      throw new AemmError('AEMM_SETTING_INVALID', message, { key: 'hops' });
    }
    counts.add(network, count);
  }
  return (client) => counts.find(client) ?? 1;
}
