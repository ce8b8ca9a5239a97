import type { ActionContext, ActionDefinition, ActionResult } from '../contract/action.ts';
import type { AnyCategory } from '../contract/category.ts';
import { parseInput } from '../contract/parse-input.ts';
import { AemmError } from '../errors.ts';
import { reasonOf } from '../text/reason.ts';
import { stateOf } from './entry.ts';
import { leafValue, scopeOf } from './leaf-value.ts';
import { once } from './once.ts';
import type { Scope } from './scope.ts';
import { startOf } from './scope.ts';
import { settingsOf } from './settings-of.ts';
import type { ImdsSpec } from './spec.ts';
import { createTimings } from './timings.ts';
import type { World } from './world.ts';

/**
 * An action as it was asked for.
 *
 * @public
 */
export interface ActionCall {
  /** The id of its category. */
  readonly category: string;
  /** Its name there. */
  readonly action: string;
  /** Its input, as its schema accepts it. */
  readonly input: unknown;
  /** When it was asked for, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Runs an action. Throws `AEMM_ACTION_UNKNOWN`, `AEMM_INPUT_INVALID`, `AEMM_ACTION_REFUSED`. */
export function runAction(spec: ImdsSpec, call: ActionCall, world: World): ActionResult {
  const category = findCategory(spec, call);
  const action = findAction(category, call);
  const { input: given = {} } = call;
  const input = parseInput(action.input, given, `${call.category}.${call.action}`);
  try {
    return action.run(input, contextOf(spec, category, call, world));
  } catch (error) {
    const message = `${call.category}.${call.action} is refused: ${reasonOf(error)}.`;
    throw new AemmError('AEMM_ACTION_REFUSED', message.replace(/\.\.$/, '.'), { cause: error });
  }
}

function findCategory({ categories }: ImdsSpec, call: ActionCall): AnyCategory {
  const category = categories.find(({ id }) => id === call.category);
  if (category !== undefined) return category;
  const known = categories.filter(({ actions = {} }) => Object.keys(actions).length > 0);
  throw unknown(
    `category "${call.category}"`,
    known.map(({ id }) => id),
  );
}

function findAction(category: AnyCategory, { action }: ActionCall): ActionDefinition {
  const actions: AnyCategory['actions'] = category.actions ?? {};
  const found = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (found === undefined) {
    throw unknown(`action "${action}" of category "${category.id}"`, Object.keys(actions));
  }
  return found;
}

function unknown(what: string, known: readonly string[]): AemmError {
  const allowed = known.length === 0 ? 'none' : known.join(', ');
  return new AemmError('AEMM_ACTION_UNKNOWN', `Unknown ${what}. Allowed: ${allowed}.`);
}

function contextOf(
  spec: ImdsSpec,
  category: AnyCategory,
  { at }: ActionCall,
  world: World,
): ActionContext {
  const { instance, startedAt, profile } = world;
  const scope = once(() => scopeOf(spec, category, world));
  return {
    state: stateOf(category, spec),
    at,
    startedAt,
    settings: settingsOf(category, spec),
    instance,
    profile: profile.id,
    value: (key) => leafValue(key, scope(), startOf(world)),
    triggersAt: (key) => triggerOf(key, spec, scope(), startedAt),
  };
}

function triggerOf(key: string, spec: ImdsSpec, scope: Scope, startedAt: number): number {
  const entry = scope.entries.get(key.toLowerCase());
  if (entry === undefined || !('trigger' in entry.definition)) return Number.POSITIVE_INFINITY;
  const firing = createTimings(spec, startedAt).firingOf(entry.definition, entry, scope);
  return firing?.firesAt ?? Number.POSITIVE_INFINITY;
}
