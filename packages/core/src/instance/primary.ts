import type { InterfaceDescription } from './description.ts';

/** Which interface is the primary one: that with device number 0, which is the first if none has a number. */
export function primaryIndex(interfaces: readonly InterfaceDescription[]): number | undefined {
  const index = interfaces.findIndex((each, at) => (each.deviceNumber ?? at) === 0);
  return index < 0 ? undefined : index;
}
