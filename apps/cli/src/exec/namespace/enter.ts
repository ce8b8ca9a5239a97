import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownCommand } from '../../own-command.ts';
import { ExecError } from '../errors.ts';
import { exitStatus } from '../exit-status.ts';
import { launch } from '../run-command.ts';
import type { NamespaceKind } from './choose-kind.ts';
import { chooseKind, UNSHARE_OPTIONS } from './choose-kind.ts';
import type { Go, Ready } from './handover.ts';
import { createHandover, withHandover } from './handover.ts';
import type { Carrier, Connection, Namespace, NetworkMode } from './outside.ts';
import { connectNamespace, findCarriers, NAMESERVER } from './outside.ts';
import { isResolverOnLoopback } from './resolver.ts';

/**
 * Runs the command line of this process once more, in a network namespace of its own, and connects that with the network
 * of the host as far as asked for.
 *
 * @param note - shows a line to the user
 * @returns its exit status
 * @throws ExecError if namespaces cannot be created, or not connected although that was asked for
 */
export async function runInNamespace(
  network: NetworkMode = 'auto',
  note: (line: string) => void,
): Promise<number> {
  const kind = await chooseKind();
  const carriers = network === 'none' ? [] : await findCarriers();
  if (carriers.length === 0) {
    if (network === 'host') throw new ExecError('AEMM_NAMESPACE_TOOLS', NO_CARRIER);
    if (network === 'auto') note(ALONE);
  }
  const nameserver = carriers.length > 0 && isResolverOnLoopback() ? NAMESERVER : undefined;
  const { child, ended } = launch(() => spawnInside(kind, nameserver !== undefined));
  const status = ended.then(exitStatus);
  const ready = await Promise.race([readinessOf(child), status.then(() => undefined)]);
  if (child === undefined || ready === undefined) return status;

  let connection: Connection | undefined;
  try {
    connection = await connect({ pid: child.pid ?? 0, kind, ...ready }, carriers, network, note);
    const go: Go = connection !== undefined && nameserver !== undefined ? { nameserver } : {};
    child.send(go);
    return await status;
  } catch (error) {
    child.kill();
    await status;
    throw error;
  } finally {
    connection?.close();
  }
}

async function readinessOf(child: ChildProcess | undefined): Promise<Ready | undefined> {
  if (child === undefined) return undefined;
  const [message] = await once(child, 'message');
  return message as Ready;
}

const NO_CARRIER =
  '--network host needs pasta (package passt) or slirp4netns, and neither is on the PATH. Install one, or use --network none.';
const ALONE =
  'Note: the command reaches the mock and nothing else, since neither pasta (package passt) nor slirp4netns is installed.';

/** `unshare` becomes the process inside, so signals and the exit status are the same ones. */
function spawnInside(kind: NamespaceKind, replacesResolver: boolean): ChildProcess {
  const [, script = '', ...args] = process.argv;
  const mount = replacesResolver ? ['-m'] : [];
  const again = [...ownCommand(script), ...args];
  return spawn('unshare', [...UNSHARE_OPTIONS[kind], ...mount, ...again], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: withHandover(process.env, createHandover(kind)),
  });
}

async function connect(
  namespace: Namespace,
  carriers: readonly Carrier[],
  network: NetworkMode,
  note: (line: string) => void,
): Promise<Connection | undefined> {
  if (carriers.length === 0) return undefined;
  try {
    return await connectNamespace(namespace, carriers);
  } catch (error) {
    if (network === 'host' || !(error instanceof ExecError)) throw error;
    note(`Note: the command reaches the mock and nothing else. ${error.message}`);
    return undefined;
  }
}
