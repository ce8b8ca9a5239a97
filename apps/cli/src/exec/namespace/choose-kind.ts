import { readFileSync } from 'node:fs';
import { ExecError } from '../errors.ts';
import { isContainer } from './container.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { ToolResult } from './run-tool.ts';
import { runTool } from './run-tool.ts';

/**
 * How a network namespace is created: by the privileges of root, whose command keeps them, or in a user namespace, which
 * needs none.
 */
export type NamespaceKind = 'privileged' | 'user';

/** The options of `unshare` for a kind, in the short form that BusyBox knows as well. */
export const UNSHARE_OPTIONS: Readonly<Record<NamespaceKind, readonly string[]>> = {
  privileged: ['-n'],
  user: ['-U', '-r', '-n'],
};

/**
 * Finds out which kind of namespace this user may create, by creating one and configuring its loopback interface.
 *
 * @throws ExecError if none, with the cause
 */
export async function chooseKind(): Promise<NamespaceKind> {
  if (process.platform !== 'linux') {
    throw new ExecError(
      'AEMM_NAMESPACE_PLATFORM',
      '--link-local needs network namespaces, which only Linux has. See: ec2-metadata-mock link-local up',
    );
  }
  if (process.getuid?.() === 0 && (await tryKind('privileged')).status === 0) return 'privileged';
  const result = await tryKind('user');
  if (result.status === 0) return 'user';
  throw refusal(result);
}

function tryKind(kind: NamespaceKind): Promise<ToolResult> {
  return runTool('unshare', ...UNSHARE_OPTIONS[kind], 'ip', 'link', 'set', 'lo', 'up');
}

function refusal({ status, isMissing, stderr }: ToolResult): ExecError {
  if (isMissing || status === 127) {
    const [tool, source] = isMissing ? ['unshare', 'util-linux'] : ['ip', 'iproute2'];
    return new ExecError(
      'AEMM_NAMESPACE_TOOLS',
      `--link-local needs the program "${tool}", which is not on the PATH. Install the package ${source}.`,
    );
  }
  const facts = { read, isContainer: isContainer() };
  return new ExecError('AEMM_NAMESPACE_FORBIDDEN', explainRefusal(facts, stderr));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
