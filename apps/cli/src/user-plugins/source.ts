import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserPluginError } from './errors.ts';

/** Where a plugin comes from. */
export type Source =
  | { readonly kind: 'folder' | 'tarball'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly tag: string }
  /** A repository or an address, which npm reads as it is. */
  | { readonly kind: 'url'; readonly url: string };

const PATH = /^(\.{0,2}[\\/]|\.{1,2}$|~[\\/]|[a-z]:[\\/])/i;
const TARBALL = /\.(tgz|tar\.gz|tar)$/i;
const PACKAGE = /^(?<name>(?:@[^@/:\s]+\/)?[^@/:\s]+)(?:@(?<tag>[^:\s]*))?$/;

/** Empty, or what npm would read as an option, or what is in no name, path or address. */
const UNUSABLE = /^$|^-|\p{Cc}/u;

/**
 * Reads what was typed after `plugins install`.
 *
 * @throws UserPluginError `AEMM_PLUGIN_SPEC`, `AEMM_PLUGIN_NOT_FOUND`
 */
export function parseSource(typed: string, cwd: string): Source {
  if (UNUSABLE.test(typed)) {
    const message = `${JSON.stringify(typed)} cannot be installed. Name a package, a folder, a tarball or an address; a path that begins with a dash is typed ./-name.`;
    throw new UserPluginError('AEMM_PLUGIN_SPEC', message);
  }
  if (typed.startsWith('file:')) return existingPath(pathOfUrl(typed), cwd);
  if (PATH.test(typed) || (TARBALL.test(typed) && !typed.includes('://'))) {
    return existingPath(typed.replace(/^~(?=[\\/])/, homedir()), cwd);
  }
  const { name, tag } = PACKAGE.exec(typed)?.groups ?? {};
  if (name === undefined) return { kind: 'url', url: typed };
  return { kind: 'package', name, tag: tag || 'latest' };
}

function existingPath(typed: string, cwd: string): Source {
  const path = resolve(cwd, typed);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined) return { kind: found.isDirectory() ? 'folder' : 'tarball', path };
  throw new UserPluginError('AEMM_PLUGIN_NOT_FOUND', `There is no folder or tarball ${path}.`);
}

function pathOfUrl(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
}
