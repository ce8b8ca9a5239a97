import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const EXAMPLE = /^```js\n(?<code>.*?)^```\n\n```text\n(?<shown>.*?)^```$/gms;

/** What an example printed, and what the guide says that it prints. */
export interface RunExample {
  readonly printed: string;
  readonly shown: string;
}

/** Runs the examples in JavaScript of a guide that are followed by what they print. */
export function runExamples(guide: string): Promise<readonly RunExample[]> {
  const examples = [...guide.matchAll(EXAMPLE)];
  return Promise.all(
    examples.map(async ({ groups: { code = '', shown = '' } = {} }) => ({
      printed: await run(code),
      shown,
    })),
  );
}

async function run(example: string): Promise<string> {
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
