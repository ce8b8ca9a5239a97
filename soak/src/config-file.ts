import { renameSync, writeFileSync } from 'node:fs';

/** The profiles of which a mock each is kept under load. */
export const PROFILES = ['aemm', 'ec2'] as const;
export type Profile = (typeof PROFILES)[number];

/** The folder of our own leaves. */
export const OURS = '/latest/meta-data/soak';
/** The role of the instance, by which credentials are found. */
export const ROLE = 'soak-role';
/** As large as EC2 allows. */
export const USER_DATA = Array.from({ length: 256 }, (_, line) => `# line ${line} `.padEnd(63, '.'))
  .map((line) => `${line}\n`)
  .join('');

/** How many leaves of `many` a generation of the file has: another number each time. */
export function leavesOf(generation: number): number {
  return 100 + ((generation * 37) % 200);
}

/** The value of a leaf of `many`, in every generation that has it. */
export function leafValue(leaf: number): string {
  return `value of leaf ${leaf}`;
}

/** The configuration file of a mock, as it is changed while the mock runs. */
export interface ConfigFile {
  readonly path: string;
  /** Puts the file of a generation in place, whole. */
  write(generation: number): void;
  /** Puts half of it in place. */
  writeBroken(generation: number): void;
}

export function createConfigFile(path: string, profile: Profile): ConfigFile {
  const put = (text: string): void => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  };
  const file: ConfigFile = {
    path,
    write: (generation) => put(textOf(profile, generation)),
    writeBroken: (generation) => put(textOf(profile, generation).slice(0, -200)),
  };
  file.write(1);
  return file;
}

function textOf(profile: Profile, generation: number): string {
  const numbers = Array.from({ length: leavesOf(generation) }, (_, leaf) => leaf);
  const names = ['generation', 'faulty', ...numbers.map((leaf) => `leaf-${leaf}`)];
  return JSON.stringify({
    ...(profile === 'ec2' && { keepAlive: true }),
    instance: { tags: { Name: 'soak' }, role: ROLE, userData: USER_DATA },
    metadata: {
      paths: Object.fromEntries(
        names.map((name) => [
          name,
          name.startsWith('leaf-') ? `${OURS}/many/${name}` : `${OURS}/${name}`,
        ]),
      ),
      values: {
        generation: String(generation),
        faulty: 'whole',
        ...Object.fromEntries(numbers.map((leaf) => [`leaf-${leaf}`, leafValue(leaf)])),
      },
    },
  });
}
