import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceImportMeta } from './commonjs.ts';

const FOLDER = 'dist/cjs';

// The package is of type "module"; the nearest package.json decides how Node and TypeScript read a file.
writeFileSync(join(FOLDER, 'package.json'), '{ "type": "commonjs" }\n');

for (const file of globSync('**/*.js', { cwd: FOLDER })) {
  const path = join(FOLDER, file);
  writeFileSync(path, replaceImportMeta(path, readFileSync(path, 'utf8')));
}
