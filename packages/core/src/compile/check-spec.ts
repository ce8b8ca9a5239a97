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

type Kind = readonly [is: (value: unknown) => boolean, allowed: string];

const LIST: Kind = [Array.isArray, 'a list'];
const OBJECT: Kind = [isFields, 'an object'];
const FUNCTION: Kind = [(value) => typeof value === 'function', 'a function'];

/** What options have to be that code relies on before it looks into them; the others are checked below. */
const KINDS: Readonly<Partial<Record<keyof ImdsSpec, Kind>>> = {
  categories: LIST,
  profile: [
    (value) => isFields(value) && typeof value.base === 'function',
    'aemmProfile, or what createEc2Profile returns',
  ],
  instance: OBJECT,
  settings: OBJECT,
  states: OBJECT,
  timing: OBJECT,
  notices: LIST,
  overrides: OBJECT,
  paths: OBJECT,
  metadataOptions: OBJECT,
  hops: OBJECT,
  roleCredentials: FUNCTION,
};

/**
 * Refuses options that are not of their kind. Only code without types gives them.
 *
 * @throws AemmError `AEMM_SETTING_INVALID`
 */
export function checkKinds(spec: ImdsSpec): void {
  for (const [name, [is, allowed]] of Object.entries(KINDS)) {
    const value = spec[name as keyof ImdsSpec];
    const isLeftOut = value === undefined && name !== 'categories';
    if (!isLeftOut && !is(value)) throw notAllowed(name, value, allowed);
  }
}

/**
 * Refuses unknown names and values in a spec, which would have no effect.
 *
 * @throws AemmError `AEMM_SETTING_INVALID`
 */
export function checkSpec(spec: ImdsSpec): void {
  const { categories, settings = {}, states = {}, notices = [] } = spec;
  checkNames('option', Object.keys(spec), Object.keys(KEYS));
  checkNames('timing option', Object.keys(spec.timing ?? {}), ['delaySec', 'triggerTime']);
  checkDelay(spec);
  const known = new Map(categories.map((category) => [category.id, category]));
  const named = [...Object.keys(settings), ...Object.keys(states), ...notices];
  checkNames('category', named, [...known.keys()]);
  for (const [id, given] of Object.entries(settings)) {
    if (!isFields(given)) throw notAllowed(`settings.${id}`, given, 'an object');
    const names = Object.keys(known.get(id)?.settings ?? {});
    checkNames(`setting of "${id}"`, Object.keys(given), names);
  }
  checkOverrides(spec);
  checkChoices('', spec);
  checkOptions(spec);
  for (const [network, hops] of Object.entries(spec.hops ?? {})) checkNetwork(network, hops);
  checkEligibleClients(spec);
}

function checkOverrides({ overrides = {} }: ImdsSpec): void {
  checkNames('section', Object.keys(overrides), SECTIONS);
  for (const [section, parts] of Object.entries(overrides)) {
    checkNames(`part of "${section}"`, Object.keys(parts ?? {}), ['paths', 'values']);
    for (const [part, given] of Object.entries(parts ?? {})) {
      if (given === undefined || isFields(given)) continue;
      throw notAllowed(`overrides.${section}.${part}`, given, 'an object');
    }
  }
}

function checkOptions({ metadataOptions = {} }: ImdsSpec): void {
  const { httpPutResponseHopLimit: hopLimit, ...choices } = metadataOptions;
  checkChoices('metadataOptions.', choices);
  if (hopLimit !== undefined) checkHops('metadataOptions.httpPutResponseHopLimit', hopLimit);
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

function checkEligibleClients({ eligibleClients }: ImdsSpec): void {
  if (eligibleClients === undefined || Number.isInteger(eligibleClients)) return;
  throw notAllowed('eligibleClients', eligibleClients, 'a whole number');
}

function checkDelay({ timing: { delaySec } = {} }: ImdsSpec): void {
  if (delaySec === undefined || Number.isFinite(delaySec)) return;
  throw notAllowed('timing.delaySec', delaySec, 'a number of seconds');
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
