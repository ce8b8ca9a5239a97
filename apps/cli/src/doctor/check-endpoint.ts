import type { Environment } from '@aemm/mock';
import { ENDPOINT_MODE_VARIABLE, ENDPOINT_VARIABLES } from '@aemm/mock';
import { LINK_LOCAL_ADDRESSES } from '../link-local/addresses.ts';
import type { Finding } from './finding.ts';
import { ok, problem, warning } from './finding.ts';
import type { Target } from './target.ts';
import { ENDPOINT_VARIABLE, showUrl } from './target.ts';

const CHECK = 'endpoint';
const [DEFAULT_ADDRESS] = LINK_LOCAL_ADDRESSES;

/**
 * Checks the variables that point clients to a metadata service.
 *
 * @param mock - what clients should be pointed to, for advice
 */
export function checkEndpoint(env: Environment, target: Target, mock: string): Finding[] {
  return [checkVariable(target, mock), ...checkOthers(env, target), ...checkMode(env)];
}

function checkVariable(target: Target, mock: string): Finding {
  switch (target.kind) {
    case 'default':
      return ok(CHECK, `${ENDPOINT_VARIABLE} is not set: clients ask ${DEFAULT_ADDRESS}.`);
    case 'invalid':
      return problem(CHECK, `${ENDPOINT_VARIABLE} is not a URL.`, `Set it to ${mock}.`);
    case 'endpoint':
      return checkUrl(target.url, target.text);
  }
}

function checkUrl(url: URL, text: string): Finding {
  const shown = `${ENDPOINT_VARIABLE} is ${showUrl(url)}`;
  const root = `${url.protocol}//${url.host}/`;
  if (url.protocol !== 'http:') {
    const advice = `Set it to http://${url.host}/.`;
    return problem(CHECK, `${shown}, but metadata services use plain HTTP.`, advice);
  }
  if (url.pathname !== '/') {
    return problem(CHECK, `${shown}: clients append /latest to it.`, `Set it to ${root}.`);
  }
  if (!text.endsWith('/')) {
    const message = `${ENDPOINT_VARIABLE} has no slash at its end, which AWS CLI 2 and older botocore need.`;
    return warning(CHECK, message, `Set it to ${root}.`);
  }
  return ok(CHECK, `${shown}.`);
}

/** Some programs have a variable of their own. */
function checkOthers(env: Environment, target: Target): Finding[] {
  if (target.kind !== 'endpoint') return [];
  return ENDPOINT_VARIABLES.withoutSlash.flatMap((name) => {
    const text = env[name];
    if (!text || (URL.canParse(text) && new URL(text).host === target.url.host)) return [];
    const message = `${name} names another service than ${ENDPOINT_VARIABLE}.`;
    return [warning(CHECK, message, `Set it to ${target.url.protocol}//${target.url.host}.`)];
  });
}

function checkMode(env: Environment): Finding[] {
  const mode = env[ENDPOINT_MODE_VARIABLE];
  if (!mode || /^ipv[46]$/i.test(mode)) return [];
  return [problem(CHECK, `${ENDPOINT_MODE_VARIABLE} is neither IPv4 nor IPv6.`, 'Unset it.')];
}
