import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The examples in JavaScript of a guide, each with the output that the guide shows below it. */
export function readExamples(guide: string): { example: string; shown: string }[] {
  return [...guide.matchAll(/^```js\n(.*?)^```\n\n```text\n(.*?)^```$/gms)].map(
    ([, example = '', shown = '']) => ({ example, shown }),
  );
}

/** Runs an example in a process of its own, and returns what it printed. */
export async function runExample(example: string): Promise<string> {
  // Node 22 has no `using`: esbuild writes it for every version.
  const { transform } = await import('esbuild');
  const { code } = await transform(example, { target: 'node22', format: 'esm' });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: join(import.meta.dirname, '..'), timeout: 30_000 },
  );
  return stdout;
}
