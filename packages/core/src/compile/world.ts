import type { IdentitySigner } from '../contract/identity-signer.ts';
import type { Profile } from '../contract/profile.ts';
import type { IamError } from '../contract/role-credentials.ts';
import { AemmError } from '../errors.ts';
import { completeInstance } from '../instance/complete-instance.ts';
import type { InstanceDescription } from '../instance/description.ts';
import type { Finding } from '../instance/finding.ts';
import { errorOfFinding } from '../instance/finding-error.ts';
import type { Instance } from '../instance/instance.ts';
import { readDescription } from '../instance/read-description.ts';
import type { ImdsSpec } from './spec.ts';

/** What every leaf of a mock shares. */
export interface World {
  readonly profile: Profile;
  readonly instance: Instance;
  /** The fields of the instance that are configured, and what of the credentials is. */
  readonly configured: ReadonlySet<string>;
  readonly startedAt: number;
  readonly signer: IdentitySigner | undefined;
  readonly iamError: IamError | undefined;
  readonly roleCredentials: ImdsSpec['roleCredentials'];
}

/** A world, and what is wrong with its description. */
export interface CreatedWorld {
  readonly world: World;
  /** Its instance, with what the metadata options hide. */
  readonly complete: Instance;
  readonly errors: readonly AemmError[];
  readonly warnings: readonly AemmError[];
}

/** Completes the instance of a spec. */
export function createWorld(
  spec: ImdsSpec,
  profile: Profile,
  startedAt: number,
  signer: IdentitySigner | undefined,
): CreatedWorld {
  const { description, findings } = readDescription(spec.instance ?? {});
  const base = profile.base({ seed: description.seed ?? undefined, startedAt });
  const isRefused = ({ severity }: Finding): boolean =>
    severity === 'error' || (severity === 'unreal' && profile.policy.unrealInstance === 'refuse');
  const complete = completeInstance(description, base);
  return {
    world: {
      profile,
      instance: withOptions(complete, spec),
      configured: configuredFields(description, spec),
      startedAt,
      signer,
      iamError: spec.iamError,
      roleCredentials: spec.roleCredentials,
    },
    complete,
    errors: findings
      .filter(isRefused)
      .map((finding) => errorOfFinding(finding, 'AEMM_INSTANCE_INVALID')),
    warnings: [
      ...findings
        .filter((finding) => !isRefused(finding))
        .map((finding) => errorOfFinding(finding, 'AEMM_INSTANCE_UNREAL')),
      ...unusedSeed(description, complete, (seed) => profile.base({ seed, startedAt })),
    ],
  };
}

/** A seed does nothing where every id is configured, or fixed by the profile. */
function unusedSeed(
  description: InstanceDescription,
  instance: Instance,
  baseOf: (seed: number) => Instance,
): AemmError[] {
  const { seed } = description;
  if (seed === undefined || seed === null) return [];
  const other = completeInstance({ ...description, seed: seed + 1 }, baseOf(seed + 1));
  if (JSON.stringify({ ...other, seed }) !== JSON.stringify(instance)) return [];
  const message = 'instance.seed has no effect: no id of this instance is drawn.';
  return [new AemmError('AEMM_OVERRIDE_UNUSED', message, { key: 'instance.seed' })];
}

function withOptions(instance: Instance, { metadataOptions }: ImdsSpec): Instance {
  return metadataOptions?.instanceMetadataTags === 'disabled'
    ? { ...instance, tags: {} }
    : instance;
}

function configuredFields(description: InstanceDescription, spec: ImdsSpec): Set<string> {
  const names = Object.entries(description).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  const ofCredentials = (['freshCredentials', 'iamError', 'roleCredentials'] as const).filter(
    (name) => spec[name],
  );
  return new Set([...names, ...ofCredentials]);
}
