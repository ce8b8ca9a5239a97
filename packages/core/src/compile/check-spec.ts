import { SECTIONS } from '../contract/category.ts';
import { isFields } from '../contract/content.ts';
import { IAM_ERRORS } from '../contract/role-credentials.ts';
import { AemmError } from '../errors.ts';
import { parseCidr } from '../text/ip.ts';
import type { ImdsSpec } from './spec.ts';

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  noticeTime: ['request', 'fired'],
  freshCredentials: [true, false],
  iamError: IAM_ERRORS,
  'metadataOptions.httpTokens': ['optional', 'required'],
  'metadataOptions.httpEndpoint': ['enabled', 'disabled'],
  'metadataOptions.instanceMetadataTags': ['enabled', 'disabled'],
};

/** Every key of a spec, so that one which does nothing is refused. */
const KEYS: Readonly<Record<keyof ImdsSpec, true>> = {
  categories: true,
  profile: true,
  instance: true,
  settings: true,
  states: true,
  timing: true,
  notices: true,
  overrides: true,
  paths: true,
  metadataOptions: true,
  hops: true,
  eligibleClients: true,
  noticeTime: true,
  freshCredentials: true,
  iamError: true,
  roleCredentials: true,
};

/**
 * Refuses unknown names and values in a spec, which would have no effect.
 *
 * @throws AemmError `AEMM_SETTING_INVALID`
 */
export function checkSpec(spec: ImdsSpec): void {
  const { categories, settings = {}, notices = [], overrides = {}, metadataOptions = {} } = spec;
  checkNames('option', Object.keys(spec), Object.keys(KEYS));
  checkNames('timing option', Object.keys(spec.timing ?? {}), ['delaySec', 'triggerTime']);
  const known = new Map(categories.map((category) => [category.id, category]));
  checkNames('category', [...Object.keys(settings), ...notices], [...known.keys()]);
  for (const [id, given] of Object.entries(settings)) {
    const names = Object.keys(known.get(id)?.settings ?? {});
    checkNames(`setting of "${id}"`, Object.keys(given), names);
  }
  checkNames('section', Object.keys(overrides), SECTIONS);
  for (const [section, parts] of Object.entries(overrides)) {
    checkNames(`part of "${section}"`, Object.keys(parts ?? {}), ['paths', 'values']);
  }
  checkChoices('', spec);
  const { httpPutResponseHopLimit: hopLimit, ...choices } = metadataOptions;
  checkChoices('metadataOptions.', choices);
  if (hopLimit !== undefined) checkHops('metadataOptions.httpPutResponseHopLimit', hopLimit);
  for (const [network, hops] of Object.entries(spec.hops ?? {})) checkNetwork(network, hops);
  checkEligibleClients(spec);
}

function checkChoices(prefix: string, fields: object): void {
  for (const [name, value] of Object.entries(fields)) {
    const key = `${prefix}${name}`;
    const allowed = CHOICES[key];
    if (allowed === undefined && prefix !== '') checkNames('option', [key], choicesBelow(prefix));
    if (allowed === undefined || value === undefined || allowed.includes(value)) continue;
    throw notAllowed(key, value, allowed.join(','));
  }
}

function choicesBelow(prefix: string): string[] {
  return Object.keys(CHOICES).filter((key) => key.startsWith(prefix));
}

function checkEligibleClients({ eligibleClients, instance }: ImdsSpec): void {
  if (eligibleClients !== undefined && !Number.isInteger(eligibleClients)) {
    throw notAllowed('eligibleClients', eligibleClients, 'a whole number');
  }
  if (instance !== undefined && !isFields(instance)) {
    throw notAllowed('instance', instance, 'an object');
  }
}

/** AWS allows limits from 1 to 64. */
function checkHops(key: string, hops: unknown): void {
  if (Number.isInteger(hops) && Number(hops) >= 1 && Number(hops) <= 64) return;
  throw notAllowed(key, hops, 'a whole number from 1 to 64');
}

function checkNetwork(network: string, hops: unknown): void {
  if (parseCidr(network) === undefined) {
    throw notAllowed('hops', network, 'blocks of addresses such as 10.0.0.0/8');
  }
  checkHops(`hops.${network}`, hops);
}

function notAllowed(key: string, value: unknown, allowed: string): AemmError {
  const message = `"${String(value)}" is not allowed for ${key}. Allowed: ${allowed}.`;
  return new AemmError('AEMM_SETTING_INVALID', message, { key });
}

function checkNames(what: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const allowed = known.length === 0 ? 'none' : known.join(', ');
  const message = `There is no ${what} with the name "${unknown}". Allowed: ${allowed}.`;
  throw new AemmError('AEMM_SETTING_INVALID', message, { key: unknown });
}
