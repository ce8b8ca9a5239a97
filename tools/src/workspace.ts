import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where an entry point is, for one way of loading it. */
export interface Target {
  readonly types: string;
  readonly default: string;
}

/** An entry point: an ES module alone, or one for each kind of module. */
type EntryPoint = Target | { readonly import: Target; readonly require: Target };

export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly exports?: Readonly<Record<string, string | EntryPoint>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly oclif?: object;
}

export interface WorkspacePackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface WorkspaceSettings {
  readonly packages: readonly string[];
  readonly catalog: Readonly<Record<string, string>>;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

export function readSettings(): WorkspaceSettings {
  return parse(readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8'));
}

/** The ES module of each entry point that has types, by subpath. */
export function findModules({ exports = {} }: Manifest): Map<string, Target> {
  return new Map(
    Object.entries(exports).flatMap(([subpath, entry]) => {
      if (typeof entry === 'string') return [];
      return [[subpath, 'import' in entry ? entry.import : entry] as const];
    }),
  );
}

/** Every package of the workspace; the root itself is none. */
export function findPackages(): WorkspacePackage[] {
  const { packages } = readSettings();
  const excluded = packages.flatMap((pattern) => (pattern.startsWith('!') ? pattern.slice(1) : []));
  return packages
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: ROOT }))
    .filter((file) => !excluded.includes(dirname(file)))
    .map((file) => join(ROOT, dirname(file)))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
}

/** Prints one line a problem and fails the process if there is any. */
export function report(problems: readonly string[]): void {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
