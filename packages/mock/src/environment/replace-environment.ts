import type { Environment } from './environment.ts';

/**
 * Replaces the environment of this process.
 *
 * @returns what puts back the variables that changed, once, and leaves the others as they are by then
 */
export function replaceEnvironment(wanted: Environment): () => void {
  const names = new Set([...Object.keys(process.env), ...Object.keys(wanted)]);
  const before = [...names]
    .map((name) => [name, process.env[name]] as const)
    .filter(([name, value]) => value !== wanted[name]);
  for (const [name] of before) assign(name, wanted[name]);
  return () => {
    for (const [name, value] of before.splice(0)) assign(name, value);
  };
}

function assign(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
