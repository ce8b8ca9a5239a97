import type { Manifest } from './workspace.ts';

/** A version, or a version of a package that goes by another name here. */
const EXACT = /^(npm:[^@]+@)?\d+\.\d+\.\d+$/;

/** Versions of the catalog that are not exact. */
export function checkCatalog(catalog: Readonly<Record<string, string>>): string[] {
  return Object.entries(catalog)
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `catalog: ${name} is "${version}", which is not an exact version`);
}

/** Dependencies that come neither from the catalog nor from the workspace. */
export function checkRanges(manifest: Manifest): string[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([name, range]) => range !== (name.startsWith('@aemm/') ? 'workspace:^' : 'catalog:'))
    .map(([name, range]) => `${manifest.name}: ${name} is "${range}"`);
}

/** Lines of the lock file that bind it to one registry. */
export function checkHosts(lockfile: string): string[] {
  return lockfile
    .split('\n')
    .filter((line) => /\bhttps?:\/\/|\btarball:/.test(line))
    .map((line) => `pnpm-lock.yaml names a host: ${line.trim()}`);
}
