import type { Operation } from './operation.ts';

/**
 * The fields of an operation's input that are parameters of its path, in order.
 *
 * @public
 */
export function pathFields({ path }: Pick<Operation, 'path'>): readonly string[] {
  return [...path.matchAll(/\{(\w+)\*?\}/g)].map(([, name = '']) => name);
}

/**
 * Whether the other fields of an operation's input are its query, rather than its body.
 *
 * @public
 */
export function takesQuery({ method }: Pick<Operation, 'method'>): boolean {
  return method === 'GET' || method === 'DELETE';
}
