import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LINK_LOCAL_ADDRESSES, LINK_LOCAL_NETWORKS } from '../../link-local/addresses.ts';
import { ExecError } from '../errors.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import type { Go, Handover, Ready } from './handover.ts';
import { networkNamespace } from './handover.ts';
import { RESOLV_CONF } from './resolver.ts';
import type { ToolResult } from './run-tool.ts';
import { runTool } from './run-tool.ts';

const [IPV4, IPV6] = LINK_LOCAL_ADDRESSES;
const [IPV4_NETWORK, IPV6_NETWORK] = LINK_LOCAL_NETWORKS;

/**
 * Gives the loopback interface of this namespace the addresses of the metadata service, and the addresses around them no
 * way out.
 *
 * @param note - shows a line to the user
 * @returns what the process outside needs to know
 * @throws ExecError if the system refuses
 * @throws Error if this is the network of the host
 */
export async function addAddresses(
  { hostNetwork }: Handover,
  note: (line: string) => void,
): Promise<Ready> {
  // The variable with the handover may have been copied from elsewhere.
  if (networkNamespace() === hostNetwork) throw new Error('This is the network of the host.');
  await must('ip', 'link', 'set', 'lo', 'up');
  await must('ip', 'address', 'add', `${IPV4}/32`, 'dev', 'lo');
  await must('ip', 'route', 'add', 'unreachable', IPV4_NETWORK);
  const hasIpv6 = await addIpv6();
  if (hasIpv6) await must('ip', '-6', 'route', 'add', 'unreachable', IPV6_NETWORK);
  else note(`Note: ${IPV6} is not there, since this system has no IPv6.`);
  return { hasIpv6 };
}

/** A namespace may begin without IPv6, as those of containers do. */
async function addIpv6(): Promise<boolean> {
  const add = () => runTool('ip', '-6', 'address', 'add', `${IPV6}/128`, 'dev', 'lo');
  if ((await add()).status === 0) return true;
  try {
    writeFileSync('/proc/sys/net/ipv6/conf/lo/disable_ipv6', '0');
  } catch {
    return false;
  }
  return (await add()).status === 0;
}

/** Waits until the process outside has connected this namespace, as far as it does. */
export async function awaitNetwork(ready: Ready, note: (line: string) => void): Promise<void> {
  process.send?.(ready);
  const [go] = (await Promise.race([once(process, 'message'), endOfOutside()])) as [Go];
  process.disconnect();
  if (go.nameserver === undefined) return;
  const { status, stderr } = await replaceResolver(go.nameserver);
  if (status !== 0) note(`Note: the command cannot resolve names (${stderr.trim()}).`);
}

async function endOfOutside(): Promise<never> {
  await once(process, 'disconnect');
  throw new Error('The process outside the namespace has ended.');
}

/** For this namespace alone, which has its own mounts. A mounted file stays when its name goes. */
async function replaceResolver(nameserver: string): Promise<ToolResult> {
  const folder = makeTemporaryFolder();
  try {
    const file = join(folder, 'resolv.conf');
    writeFileSync(file, `nameserver ${nameserver}\n`, { mode: 0o644 });
    return await runTool('mount', '--bind', file, RESOLV_CONF);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What stands before a command so that it runs as the user who asked for it, without rights over the namespace. */
export async function asCaller(
  { kind, uid, gid }: Handover,
  note: (line: string) => void,
): Promise<readonly string[]> {
  if (kind === 'privileged') return [];
  const prefix = ['unshare', '-U', `--map-user=${uid}`, `--map-group=${gid}`];
  const [program = '', ...args] = prefix;
  if ((await runTool(program, ...args, 'true')).status === 0) return prefix;
  note(
    `Note: the command runs as root of its namespace. For uid ${uid}, unshare of util-linux 2.36 or newer is needed.`,
  );
  return [];
}

async function must(program: string, ...args: readonly string[]): Promise<void> {
  const { status, stderr } = await runTool(program, ...args);
  if (status === 0) return;
  const command = [program, ...args].join(' ');
  throw new ExecError('AEMM_NAMESPACE_NETWORK', `${command} failed: ${stderr.trim()}`);
}
