import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..');

/** A block of code in a document, and what the block of text after it says it prints. */
export interface Example {
  readonly language: string;
  readonly code: string;
  readonly output: string | undefined;
}

/** Reads the blocks of a document, by its path from the root of the repository. */
export function readExamples(document: string): Example[] {
  const text = readFileSync(join(FOLDER, '../..', document), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
    ([, language = '', code = '']) => ({
      language,
      code,
    }),
  );
  return blocks.flatMap(({ language, code }, index) => {
    if (language === 'text') return [];
    const next = blocks[index + 1];
    return [{ language, code, output: next?.language === 'text' ? next.code : undefined }];
  });
}

/** Runs a block as a reader would, in the folder of the example, and returns what it prints. */
export function run({ language, code }: Example): string {
  return language === 'js' ? runModule(code) : code.trim().split('\n').map(runCommand).join('');
}

function runModule(code: string): string {
  const folder = mkdtempSync(join(FOLDER, '.run-'));
  try {
    writeFileSync(join(folder, 'example.mjs'), code);
    return node(join(folder, 'example.mjs'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runCommand(line: string): string {
  const [program, ...args] = line.split(' ');
  if (program !== 'node') throw new Error(`The documents run nothing but node, and not "${line}".`);
  return node(...args);
}

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: FOLDER, encoding: 'utf8', timeout: 30_000 });
}
