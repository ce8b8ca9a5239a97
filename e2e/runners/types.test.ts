import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempTree } from '@aemm/testing';
import { describe, expect, inject, test } from 'vitest';
import { runProgram } from '../third-party/support/run-program.ts';
import type { EntryPoint } from './support/entry-points.ts';
import { findEntryPoints } from './support/entry-points.ts';
import { TYPESCRIPT } from './support/toolchain.ts';

const installed = inject('installed');
const entryPoints = findEntryPoints(installed);

/** A test as a user writes it. What must not compile shows that a type is more than `any`. */
const TEST = `
import { spot } from '@aemm/plugin-spot/category';
import { startMock, type RunningMock } from '@aemm/testing';

export async function readNotice(): Promise<string> {
  const mock: RunningMock = await startMock({
    categories: [spot],
    instance: { region: 'eu-west-1' },
    timing: { delaySec: 60 },
  });
  mock.clock.advance(60);
  // @ts-expect-error: the address is a text
  const wrong: number = mock.url;
  await mock[Symbol.asyncDispose]();
  return mock.url + wrong;
}
`;

/** A test that imports what Jest has as globals. */
const JEST_TEST = `
import { mockEach } from '@aemm/testing/jest';
import { expect } from '@jest/globals';

export const mock = mockEach();
expect(mock.current).not.toHaveReceivedRequest('/latest/user-data', { imds: 'v2' });
expect(mock.current).toHaveReceivedOnlyIMDSv2();
// @ts-expect-error: a path is a text
expect(mock.current).toHaveReceivedRequest(1);
`;

/** A test whose runner has the globals of Jest, and is not Jest. */
const NO_JEST = `
import { mockEach } from '@aemm/testing/jest';
export const url: string = mockEach().current.url;
// @ts-expect-error: it is not installed
import type { Matchers } from 'expect';
`;

/** A program that looks into each entry point: one without types is an error, and so is one where all is allowed. */
function lookInto(all: readonly EntryPoint[]): string {
  const lines = all.map(
    ({ specifier }, index) => `
import * as entry${index} from '${specifier}';
// @ts-expect-error: there is no such export
entry${index}.noSuchExport;`,
  );
  return lines.join('\n');
}

interface Mode {
  readonly type: 'commonjs' | 'module';
  readonly module: string;
  readonly moduleResolution: string;
}

const NODE10: Mode = { type: 'commonjs', module: 'CommonJS', moduleResolution: 'Node10' };
const NODE16: Mode = { type: 'commonjs', module: 'Node16', moduleResolution: 'Node16' };
const NODE16_MODULE: Mode = { ...NODE16, type: 'module' };
const NODENEXT: Mode = { type: 'commonjs', module: 'NodeNext', moduleResolution: 'NodeNext' };
const BUNDLER: Mode = { type: 'module', module: 'ESNext', moduleResolution: 'Bundler' };

// attw walks every mode when a package is checked; these are the compilers that differ. TypeScript 7 has no node10.
describe.each([
  { version: '5.4', compiler: TYPESCRIPT['5.4'], modes: [NODE10, NODE16, BUNDLER] },
  { version: '5.9', compiler: TYPESCRIPT['5.9'], modes: [NODE10] },
  { version: '7', compiler: TYPESCRIPT['7'], modes: [NODE16, NODE16_MODULE, NODENEXT, BUNDLER] },
])('TypeScript $version', ({ compiler, modes }) => {
  test.each(modes)('finds types: $moduleResolution, from $type', async (mode) => {
    const reachable = entryPoints.filter(({ dual }) => dual || mode.type === 'module');
    const source = TEST + JEST_TEST + lookInto(reachable);
    expect(await compile(compiler, mode, source, { types: ['node'] })).toBe('');
  });
});

test.each([
  { compiler: TYPESCRIPT['5.9'], mode: NODE10 },
  { compiler: TYPESCRIPT['7'], mode: NODENEXT },
])(
  'types for the globals of Jest are found where Jest is not: $mode.moduleResolution',
  async ({ compiler, mode }) => {
    using elsewhere = tempTree();
    const modules = join(elsewhere.path, 'node_modules');
    mkdirSync(join(modules, '@aemm'), { recursive: true });
    // A copy, since a link would lead to the installed Jest.
    cpSync(join(installed, 'node_modules/@aemm/testing'), join(modules, '@aemm/testing'), {
      recursive: true,
    });
    for (const name of ['@aemm/core', '@aemm/mock', '@types']) {
      symlinkSync(join(installed, 'node_modules', name), join(modules, name));
    }
    expect(await compile(compiler, mode, NO_JEST, { types: ['node'] }, [], elsewhere.path)).toBe(
      '',
    );
  },
);

/** What declares its own needs, and no more than the web has. */
const PORTABLE = { lib: ['ES2022', 'DOM'], types: [] };

test("what declares no need of Node's types has none", async () => {
  const portable = entryPoints.filter(({ needsNodeTypes }) => !needsNodeTypes);
  const source = lookInto(portable);
  expect(portable.map(({ specifier }) => specifier)).toContain('@aemm/core');
  expect(await compile(TYPESCRIPT['7'], NODENEXT, source, PORTABLE)).toBe('');

  const files = await compile(TYPESCRIPT['7'], NODENEXT, source, PORTABLE, ['--listFilesOnly']);
  expect(files).toContain('@aemm/core/dist');
  expect(files).not.toContain('@types/node');
});

test("a test of a mock compiles without Node's types where libraries are not checked", async () => {
  const options = { ...PORTABLE, skipLibCheck: true };
  expect(await compile(TYPESCRIPT['7'], NODENEXT, TEST, options)).toBe('');
  expect(await compile(TYPESCRIPT['5.9'], NODE10, TEST, options)).toBe('');
});

/** What the compiler says of a program that stands beside the installed packages, and of all declarations it reads. */
async function compile(
  compiler: string,
  { type, ...mode }: Mode,
  source: string,
  options: object,
  more: readonly string[] = [],
  parent = installed,
): Promise<string> {
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022'],
    strict: true,
    esModuleInterop: true,
    skipLibCheck: false,
    noEmit: true,
    // Above the folder is none of our own.
    typeRoots: [join(parent, 'node_modules/@types')],
    ...mode,
    ...options,
  };
  const folder = mkdtempSync(join(parent, 'program-'));
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  try {
    write('package.json', JSON.stringify({ type }));
    write('program.ts', source);
    write('tsconfig.json', JSON.stringify({ compilerOptions }));
    const args = [compiler, '--project', folder, '--pretty', 'false', ...more];
    const { output } = await runProgram(process.execPath, args, { cwd: folder });
    return output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
