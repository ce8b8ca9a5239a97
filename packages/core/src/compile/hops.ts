import { contains, parseAddress, parseCidr } from '../text/ip.ts';

/** Creates the lookup of how many hops away a client is. The narrowest block that contains it decides. */
export function createHops(hops: Readonly<Record<string, number>>): (client: string) => number {
  const blocks = Object.entries(hops)
    .flatMap(([network, count]) => {
      const block = parseCidr(network);
      return block === undefined ? [] : [{ block, count }];
    })
    .sort((one, other) => other.block.prefix - one.block.prefix);
  if (blocks.length === 0) return () => 1;
  return (client) => {
    const address = parseAddress(client.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, ''));
    const found = address && blocks.find(({ block }) => contains(block, address));
    return found?.count ?? 1;
  };
}
