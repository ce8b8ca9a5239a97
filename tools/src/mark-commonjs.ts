import { writeFileSync } from 'node:fs';

// The package is of type "module"; the nearest package.json decides how Node and TypeScript read a file.
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
