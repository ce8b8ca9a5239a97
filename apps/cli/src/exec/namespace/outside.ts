import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExecError } from '../errors.ts';
import type { NamespaceKind } from './choose-kind.ts';
import { runTool } from './run-tool.ts';

/** What a namespace reaches beside the mock: what the host reaches, nothing, or what can be had. */
export type NetworkMode = 'host' | 'none' | 'auto';

/** A program that carries the packets of a namespace to the network of the host, without privileges. */
export interface Carrier {
  readonly name: string;
  readonly args: (namespace: Namespace) => readonly string[];
}

/** A network namespace. */
export interface Namespace {
  /** A process in it. */
  readonly pid: number;
  readonly kind: NamespaceKind;
  /** `false`: it must not get IPv6, since there nothing keeps it from the addresses of a real instance. */
  readonly hasIpv6: boolean;
}

/** Both carriers answer here in place of a resolver on the host's loopback, which a namespace cannot reach. */
export const NAMESERVER = '10.0.2.3';

const CARRIERS: readonly Carrier[] = [
  {
    name: 'pasta',
    // Nothing that listens in the namespace is opened on the host.
    args: ({ pid, hasIpv6 }) => [
      ...(hasIpv6 ? [] : ['--ipv4-only']),
      ...['--foreground', '--quiet', '--config-net', '--dns-forward', NAMESERVER],
      ...['--tcp-ports', 'none', '--udp-ports', 'none', String(pid)],
    ],
  },
  {
    name: 'slirp4netns',
    args: ({ pid, kind }) => [
      // A process cannot enter the user namespace that it is in.
      ...(kind === 'user' ? [`--userns-path=/proc/${pid}/ns/user`] : []),
      ...['--configure', '--mtu=65520', '--netns-type=path', `/proc/${pid}/ns/net`, 'tap0'],
    ],
  },
];

/** How long a carrier may take to connect a namespace, and how often that is looked at. */
const PATIENCE_MS = 5000;
const INTERVAL_MS = 20;

/** The installed carriers, the best first. */
export async function findCarriers(): Promise<readonly Carrier[]> {
  const found = await Promise.all(
    CARRIERS.map(async (carrier) => {
      const { isMissing } = await runTool(carrier.name, '--version');
      return isMissing ? [] : [carrier];
    }),
  );
  return found.flat();
}

/** A connection of a namespace to the network of the host. */
export interface Connection {
  /** Ends it. */
  close(): void;
}

/**
 * Connects a network namespace to the network of the host, by the first carrier that succeeds.
 *
 * @throws ExecError if none does, with what each has written
 */
export async function connectNamespace(
  namespace: Namespace,
  carriers: readonly Carrier[],
): Promise<Connection> {
  const failures: string[] = [];
  for (const carrier of carriers) {
    const { child, errors } = start(carrier, namespace);
    if (await isConnected(namespace.pid, child)) return { close: () => child.kill() };
    child.kill();
    failures.push(`${carrier.name}: ${errors() || 'no default route'}`);
  }
  throw new ExecError(
    'AEMM_NAMESPACE_NETWORK',
    `The namespace cannot be connected to the network of the host (${failures.join('; ')}). --network none does without.`,
  );
}

function start(
  { name, args }: Carrier,
  namespace: Namespace,
): { child: ChildProcess; errors(): string } {
  const child = spawn(name, args(namespace), {
    stdio: ['ignore', 'ignore', 'pipe'],
    // What the terminal sends to the command must not end it.
    detached: true,
  });
  let text = '';
  child.on('error', ({ message }) => {
    text = message;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text = `${text}${chunk}`.slice(-1000);
  });
  return { child, errors: () => text.trim().split('\n').at(-1) ?? '' };
}

/** Waits until the namespace has a default route, or the carrier has ended. */
async function isConnected(pid: number, carrier: ChildProcess): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until && carrier.exitCode === null && carrier.signalCode === null) {
    if (await hasDefaultRoute(pid)) return true;
    await sleep(INTERVAL_MS);
  }
  return false;
}

/** A line of the routing table: interface, destination, gateway. */
const DEFAULT_ROUTE = /^\S+\t00000000\t(?!00000000)/m;

async function hasDefaultRoute(pid: number): Promise<boolean> {
  return DEFAULT_ROUTE.test(await readFile(`/proc/${pid}/net/route`, 'utf8').catch(() => ''));
}
