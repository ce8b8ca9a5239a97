import type { InterfaceDescription } from './description.ts';
import type { NetworkInterface } from './instance.ts';

/** Which interface is the primary one: that with device number 0, or the first if it has no number and none has 0. */
export function primaryIndex(interfaces: readonly InterfaceDescription[]): number | undefined {
  const numbered = interfaces.findIndex(({ deviceNumber }) => deviceNumber === 0);
  if (numbered >= 0) return numbered;
  const [first] = interfaces;
  return first !== undefined && first.deviceNumber == null ? 0 : undefined;
}

/** The public address that an interface is known by: that of its primary private one, if it has any. */
export function publicIpOf({
  publicIps,
  privateIps: [primary],
}: Pick<NetworkInterface, 'publicIps' | 'privateIps'>): string | undefined {
  const addresses = Object.keys(publicIps);
  return addresses.find((address) => publicIps[address] === primary) ?? addresses[0];
}
