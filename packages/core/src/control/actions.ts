import type { InferInput } from '../contract/action.ts';
import type { AnyCategory } from '../contract/category.ts';
import type { StandardSchema } from '../contract/standard-schema.ts';

/**
 * The actions of categories as methods, by category and name in camel case: `actions.spot.recommendRebalance()`.
 *
 * @public
 */
export type MockActions<C extends readonly AnyCategory[]> = {
  readonly [Each in C[number] as KnownId<Each>]: {
    readonly [Name in keyof Each['actions'] & string as CamelCase<Name>]: ActionMethod<
      Each['actions'][Name]
    >;
  };
};

/**
 * The id of a category with actions, if the type knows it.
 *
 * @public
 */
export type KnownId<Each extends AnyCategory> = string extends Each['id']
  ? never
  : [keyof Each['actions']] extends [never]
    ? never
    : Each['id'];

/**
 * `recommend-rebalance` as `recommendRebalance`.
 *
 * @public
 */
export type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/**
 * One action as a method. The input may be left out where nothing of it is required.
 *
 * @public
 */
export type ActionMethod<Action> = Action extends {
  readonly input: infer Schema extends StandardSchema;
}
  ? (
      ...input: Record<never, never> extends InferInput<Schema>
        ? [input?: InferInput<Schema>]
        : [input: InferInput<Schema>]
    ) => void
  : never;

/** Creates the methods of the actions that categories have. */
export function createActions<C extends readonly AnyCategory[]>(
  categories: C,
  act: (category: string, action: string, input: unknown) => void,
): MockActions<C> {
  const methodsOf = ({ id, actions = {} }: AnyCategory) =>
    Object.keys(actions).map(
      (name) => [camelCase(name), (input: unknown = {}) => act(id, name, input)] as const,
    );
  const withMethods = categories
    .map((category) => [category.id, Object.fromEntries(methodsOf(category))] as const)
    .filter(([, methods]) => Object.keys(methods).length > 0);
  return Object.fromEntries(withMethods) as MockActions<C>;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
