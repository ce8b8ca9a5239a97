import { createNetworkMap } from '../text/network-map.ts';

/** Creates the lookup of how many hops away a client is, by the networks of a spec that was checked. */
export function createHops(hops: Readonly<Record<string, number>>): (client: string) => number {
  const counts = createNetworkMap<number>();
  for (const [network, count] of Object.entries(hops)) counts.add(network, count);
  return (client) => counts.find(client) ?? 1;
}
