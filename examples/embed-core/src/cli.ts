import { readFileSync } from 'node:fs';
import { inspect } from './inspect.ts';
import { readInstance } from './read-instance.ts';

const [file, path] = process.argv.slice(2);

try {
  if (file === undefined) throw new Error('Usage: node dist/cli.js INSTANCE.json [PATH]');
  const all = inspect(readInstance(readFileSync(file, 'utf8')));
  const shown = path === undefined ? all : all.filter((served) => served.path === path);
  if (shown.length === 0) throw new Error(`${path} is not served.`);
  for (const served of shown) {
    process.stdout.write(path === undefined ? `${served.path}\n` : `${served.body}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
