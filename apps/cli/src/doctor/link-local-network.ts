import { BlockList, isIP } from 'node:net';
import { LINK_LOCAL_NETWORKS } from '../link-local/addresses.ts';

const networks = new BlockList();
for (const network of LINK_LOCAL_NETWORKS) {
  const [address = '', bits] = network.split('/');
  networks.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a real metadata service, or another one of a cloud, may have this address: it must not be asked. */
export function isLinkLocal(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
