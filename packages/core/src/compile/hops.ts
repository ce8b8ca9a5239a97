import { contains, parseAddress, parseCidr } from '../text/ip.ts';

/** Tells how many hops away clients are; of several blocks that have a client, the narrowest decides. */
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
