import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { APP, APP_USERS, EDGES, PORTABLE, TEST_HELPERS } from './edges.ts';
import { ROOMS } from './rooms.ts';
import type { Manifest } from './workspace.ts';

/** Where an import stands. */
export interface ImportSite {
  readonly manifest: Manifest;
  /** The file's path within its package. */
  readonly file: string;
  readonly specifier: string;
}

/** The rule an import breaks, if any. */
export function checkImport({ manifest, file, specifier }: ImportSite): string | undefined {
  const { name } = manifest;
  if (specifier.startsWith('.')) {
    return checkRelative(file, specifier) ?? checkRooms(name, file, specifier);
  }

  const allowed = EDGES[name];
  const target = packageOf(specifier);
  if (target === APP && !APP_USERS.includes(name)) return 'nothing imports the app';
  if (allowed === undefined || !isShipped(file) || target === name) return undefined;
  if (isBuiltin(specifier)) {
    return name === PORTABLE ? `${name} runs without Node and imports no module of it` : undefined;
  }
  return allowed.includes(target) ? undefined : `${name} may not import ${target}`;
}

/** The edges a manifest declares against the rules. */
export function checkManifest(manifest: Manifest): string[] {
  const allowed = EDGES[manifest.name];
  if (allowed === undefined) {
    return manifest.private === true ? [] : [`${manifest.name} has no row in the table of edges`];
  }
  const shipped = Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
  });
  const ours = Object.keys(manifest.devDependencies ?? {}).filter(isOurs);
  return [...shipped, ...ours.filter((name) => name !== TEST_HELPERS)]
    .filter((name) => !allowed.includes(name))
    .map((name) => `${manifest.name} may not depend on ${name}`);
}

/** Tests of several packages check themselves against the same tables of data. */
function checkRelative(file: string, specifier: string): string | undefined {
  if (!isShipped(file) && specifier.endsWith('.json')) return undefined;
  const target = relative('.', join(file, '..', specifier));
  return target.startsWith('..') ? 'a package is imported by its name, not by a path' : undefined;
}

/** Within a package, imports run from the upper rooms to the lower ones. */
function checkRooms(name: string, file: string, specifier: string): string | undefined {
  const rooms = ROOMS[name];
  if (rooms === undefined || !isShipped(file)) return undefined;
  const [from, to] = [roomOf(file), roomOf(join(file, '..', specifier))];
  const unknown = [from, to].find((room) => !rooms.includes(room));
  if (unknown !== undefined) return `the room ${unknown} of ${name} is not in the table of rooms`;
  return rooms.indexOf(to) <= rooms.indexOf(from) ? undefined : `${from} may not import ${to}`;
}

/** The folder or file right below `src`. */
function roomOf(file: string): string {
  return file.split(/[\\/]/)[1] ?? '';
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Not its tests, nor what builds it. */
function isShipped(file: string): boolean {
  return /^(src|bin)[\\/]/.test(file) && !/\.test(-d)?\.ts$/.test(file);
}

function isOurs(name: string): boolean {
  return name.startsWith('@aemm/');
}
