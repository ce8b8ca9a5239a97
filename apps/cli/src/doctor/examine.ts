import { statSync } from 'node:fs';
import type { Environment } from '@aemm/mock';
import { isContainer } from '../exec/namespace/container.ts';
import { LINK_LOCAL_ADDRESSES } from '../link-local/addresses.ts';
import { checkCompetitors } from './check-competitors.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { checkLinkLocal, isMock, linkLocalFacts } from './check-link-local.ts';
import { checkProxy } from './check-proxy.ts';
import type { ServiceQuestion } from './check-service.ts';
import { checkService, describeNoUrl } from './check-service.ts';
import type { Finding } from './finding.ts';
import { ok } from './finding.ts';
import type { MockPlace } from './target.ts';
import { hostOf, readTarget, urlOf } from './target.ts';

/** What is examined. */
export interface Examination {
  readonly env: Environment;
  /** The home directory; `undefined` if there is none. */
  readonly home: string | undefined;
  /** Where a mock of this configuration is. */
  readonly mock: MockPlace;
}

/** Finds out whether programs that are started here reach a mock, and what is in their way. */
export async function examine({ env, home, mock }: Examination): Promise<readonly Finding[]> {
  const target = readTarget(env);
  const linkLocal = await linkLocalFacts();
  const usesDefault = target.kind === 'default';
  const isServedByDefault = usesDefault && isMock(linkLocal);
  const mockUrl = urlOf(mock);
  const url = target.kind === 'endpoint' ? target.url : mockUrl;
  const endpoint = mockUrl?.href ?? 'the address of the mock';
  const inContainer = isContainer(env);
  const service = url && { url, isContainer: inContainer, now: Date.now };
  return [
    ...checkEndpoint(env, target, endpoint),
    ...checkCompetitors({ env, home, hasContent }),
    ...(isServedByDefault
      ? [checkProxy(env, LINK_LOCAL_ADDRESSES[0])]
      : await checkWay(env, mock, service)),
    ok('container', inContainer ? CONTAINER : 'This is not a container.'),
    checkLinkLocal(linkLocal, usesDefault ? endpoint : undefined),
  ];
}

/** Checks the service and the way to it; without a URL there is none. */
async function checkWay(
  env: Environment,
  mock: MockPlace,
  service: ServiceQuestion | undefined,
): Promise<readonly Finding[]> {
  if (service === undefined) return [describeNoUrl(mock)];
  return [checkProxy(env, hostOf(service.url)), ...(await checkService(service))];
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
