import type { Environment } from './environment.ts';

interface Replacement {
  readonly change: (env: Environment) => Environment;
  /** What it replaced. */
  before: readonly (readonly [name: string, value: string | undefined])[];
}

/** Those in effect, the latest last. They share one environment, so there is one list, too. */
const inEffect: Replacement[] = [];

/**
 * Replaces the environment of this process.
 *
 * @param change - what makes the wanted environment of another one
 * @returns what puts back the variables that changed, once, and leaves the others as they are by then; replacements that
 *   came later stay in effect
 */
export function replaceEnvironment(change: (env: Environment) => Environment): () => void {
  const replacement: Replacement = { change, before: [] };
  apply(replacement);
  inEffect.push(replacement);
  return () => {
    const index = inEffect.indexOf(replacement);
    if (index !== -1) remove(index);
  };
}

/** What came later replaced values of this one, so it is taken off first and then made again. */
function remove(index: number): void {
  for (const replacement of inEffect.slice(index).reverse()) putBack(replacement);
  inEffect.splice(index, 1);
  for (const later of inEffect.slice(index)) apply(later);
}

function apply(replacement: Replacement): void {
  const wanted = replacement.change(process.env);
  const names = new Set([...Object.keys(process.env), ...Object.keys(wanted)]);
  replacement.before = [...names]
    .map((name) => [name, process.env[name]] as const)
    .filter(([name, value]) => value !== wanted[name]);
  for (const [name] of replacement.before) assign(name, wanted[name]);
}

function putBack({ before }: Replacement): void {
  for (const [name, value] of before) assign(name, value);
}

function assign(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
