import { readlinkSync } from 'node:fs';
import type { NamespaceKind } from './choose-kind.ts';

/** What the process outside a namespace lets the one inside know, which runs the same command line. */
export interface Handover {
  readonly kind: NamespaceKind;
  /** The network namespace outside, as `/proc/self/ns/net` has it. */
  readonly hostNetwork: string;
  /** Who runs the command. */
  readonly uid: number;
  readonly gid: number;
}

/** Sent from inside once the namespace has its addresses and the mock listens. */
export interface Ready {
  /** Whether the IPv6 address is among them. */
  readonly hasIpv6: boolean;
}

/** Sent from outside once the namespace has the network that it gets. */
export interface Go {
  /** Resolves names, where the resolver of the host is out of reach. */
  readonly nameserver?: string;
}

/** Not one of the variables that a configuration is read from. */
const VARIABLE = 'EC2_METADATA_MOCK_HANDOVER';

/** The network namespace of this process. */
export function networkNamespace(): string {
  return readlinkSync('/proc/self/ns/net');
}

/** What this process, which is outside, hands over. */
export function createHandover(kind: NamespaceKind): Handover {
  const { getuid, getgid } = process;
  return {
    kind,
    hostNetwork: networkNamespace(),
    uid: getuid?.() ?? 0,
    gid: getgid?.() ?? 0,
  };
}

/** The environment of the process inside. */
export function withHandover(env: NodeJS.ProcessEnv, handover: Handover): NodeJS.ProcessEnv {
  return { ...env, [VARIABLE]: JSON.stringify(handover) };
}

/** Takes the handover out of an environment; `undefined`: this process is not inside. */
export function takeHandover(env: NodeJS.ProcessEnv): Handover | undefined {
  const text = env[VARIABLE];
  delete env[VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as Handover);
}
