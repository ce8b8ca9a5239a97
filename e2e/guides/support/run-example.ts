import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs the first example in JavaScript of a guide, and returns what it printed and what the guide says. */
export async function runExample(guide: string): Promise<{ printed: string; shown: string }> {
  const [, example = '', shown = ''] =
    /^```js\n(.*?)^```\n\n```text\n(.*?)^```$/ms.exec(guide) ?? [];
  // Node 22 has no `using`: esbuild writes it for every version.
  const { transform } = await import('esbuild');
  const { code } = await transform(example, { target: 'node22', format: 'esm' });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: join(import.meta.dirname, '..'), timeout: 30_000 },
  );
  return { printed: stdout, shown };
}
