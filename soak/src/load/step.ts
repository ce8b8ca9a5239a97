import type { Client } from './client.ts';

/** Something that is done over the control plane and seen on the metadata port. */
export interface Step {
  readonly name: string;
  /** Does it; returns what is wrong, if anything is. */
  readonly run: (client: Client) => Promise<string | undefined>;
}
