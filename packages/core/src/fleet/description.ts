import type { InstanceDescription } from '../instance/description.ts';

/**
 * By what the instance of a client is found: its address, a header that trusted clients send, or the port it asks.
 *
 * @public
 */
export type FleetBy = 'client' | 'header' | 'port';

/**
 * Many instances in one process, as they are configured.
 *
 * @public
 */
export interface FleetDescription {
  /** By what the instance of a client is found. */
  readonly by: FleetBy;
  /** The header that names the instance, for `by: header`. */
  readonly header?: string | undefined;
  /** The addresses and networks whose header counts, for `by: header`. */
  readonly trustedClients?: readonly string[] | undefined;
  /** Instances, one by one. */
  readonly instances?: readonly FleetEntry[] | undefined;
  /** Instances that are alike. */
  readonly template?: FleetTemplate | undefined;
}

/**
 * One instance of a fleet.
 *
 * @public
 */
export interface FleetEntry {
  /**
   * Whose it is: an address or a network (`by: client`), the value of the header (`by: header`), or a port, 0 for any
   * free one (`by: port`).
   */
  readonly match: string | number;
  /** What it is, in place of the plain instance. */
  readonly instance?: InstanceDescription | undefined;
}

/**
 * Instances of a fleet that are alike.
 *
 * @public
 */
export interface FleetTemplate {
  /** How many. */
  readonly count: number;
  /** The IPv4 network that their private addresses are drawn from: a subnet of EC2, from /16 to /28. */
  readonly subnet: string;
  /** What each is; `{index}` in a text is its number, from 0. */
  readonly instance?: InstanceDescription | undefined;
}
