import { join } from 'node:path';
import { OUTPUT } from './folders.ts';
import { writeImageRoot } from './image-root.ts';
import { requireNative } from './targets.ts';

process.stdout.write(`${writeImageRoot(join(OUTPUT, requireNative().file))}\n`);
