import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PACKAGE = '@aemm/cli';

/** The program and its first arguments. */
export function findCommand(binary: string | undefined, node = process.execPath): string[] {
  const program = binary ?? process.env.AEMM_BINARY ?? findInstalled();
  return /\.[cm]?js$/.test(program) ? [node, program] : [program];
}

function findInstalled(): string {
  try {
    const manifest = createRequire(join(process.cwd(), 'package.json')).resolve(
      `${PACKAGE}/package.json`,
    );
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    return join(manifest, '..', bin.aemm);
  } catch (cause) {
    throw new Error(
      `There is no program to test: add ${PACKAGE} to the devDependencies, or name one in AEMM_BINARY.`,
      { cause },
    );
  }
}
