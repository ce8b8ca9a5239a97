import { statSync } from 'node:fs';
import type { Environment } from '@aemm/mock';
import { isContainer } from '../exec/namespace/container.ts';
import { LINK_LOCAL_ADDRESSES } from '../link-local/addresses.ts';
import { checkCompetitors } from './check-competitors.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { checkLinkLocal, isMock, linkLocalFacts } from './check-link-local.ts';
import { checkProxy } from './check-proxy.ts';
import { checkService } from './check-service.ts';
import type { Finding } from './finding.ts';
import { ok } from './finding.ts';
import { hostOf, readTarget } from './target.ts';

/** What is examined. */
export interface Examination {
  readonly env: Environment;
  /** The home directory; `undefined` if there is none. */
  readonly home: string | undefined;
  /** Where a mock of this configuration is, without a slash at the end. */
  readonly mockUrl: string;
}

/** Finds out whether programs that are started here reach a mock, and what is in their way. */
export async function examine({ env, home, mockUrl }: Examination): Promise<readonly Finding[]> {
  const target = readTarget(env);
  const linkLocal = await linkLocalFacts();
  const usesDefault = target.kind === 'default';
  const isServedByDefault = usesDefault && isMock(linkLocal);
  const url = target.kind === 'endpoint' ? target.url : new URL(mockUrl);
  const inContainer = isContainer(env);
  const service = { url, isContainer: inContainer, now: Date.now };
  return [
    ...checkEndpoint(env, target, mockUrl),
    ...checkCompetitors({ env, home, hasContent }),
    checkProxy(env, isServedByDefault ? LINK_LOCAL_ADDRESSES[0] : hostOf(url)),
    ...(isServedByDefault ? [] : await checkService(service)),
    ok('container', inContainer ? CONTAINER : 'This is not a container.'),
    checkLinkLocal(linkLocal, usesDefault ? `${mockUrl}/` : undefined),
  ];
}

const CONTAINER = 'This is a container: its 127.0.0.1 is its own.';

function hasContent(path: string): boolean {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size > 0;
  } catch {
    return false;
  }
}
