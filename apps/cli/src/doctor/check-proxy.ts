import type { Environment } from '@aemm/mock';
import type { Finding } from './finding.ts';
import { ok, problem } from './finding.ts';
import { isExempt } from './no-proxy.ts';

const CHECK = 'proxy';
const PROXIES = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
const EXCEPTIONS = ['NO_PROXY', 'no_proxy'];

/** Checks that requests to a host do not go through a proxy, which would ask a service of its own. */
export function checkProxy(env: Environment, host: string): Finding {
  const proxies = PROXIES.filter((name) => env[name]);
  if (proxies.length === 0) return ok(CHECK, 'No proxy is set.');
  // Where both spellings are set, each client reads its own.
  const lists = EXCEPTIONS.map((name) => env[name]).filter((list) => list !== undefined);
  if (lists.length > 0 && lists.every((list) => isExempt(host, list))) {
    return ok(CHECK, `${proxies.join(', ')}: NO_PROXY makes an exception of ${host}.`);
  }
  return problem(
    CHECK,
    `${proxies.join(', ')} ${proxies.length === 1 ? 'is' : 'are'} set, and NO_PROXY makes no exception of ${host}: the proxy would be asked.`,
    `Add ${host} to NO_PROXY and no_proxy.`,
  );
}
