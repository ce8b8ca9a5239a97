import type { AnyCategory } from '../contract/category.ts';
import { blockDevices } from './block-devices/index.ts';
import { containerCredentials } from './container-credentials/index.ts';
import { dynamic } from './dynamic/index.ts';
import { elasticInference } from './elastic-inference/index.ts';
import { iam } from './iam/index.ts';
import { identity } from './identity/index.ts';
import { identityCredentials } from './identity-credentials/index.ts';
import { network } from './network/index.ts';
import { placement } from './placement/index.ts';
import { publicKeys } from './public-keys/index.ts';
import { services } from './services/index.ts';
import { tags } from './tags/index.ts';
import { userData } from './user-data/index.ts';

/**
 * The categories that every mock serves: all of AEMM's static metadata.
 *
 * @public
 */
export const bundledCategories: readonly AnyCategory[] = [
  identity,
  placement,
  network,
  blockDevices,
  iam,
  identityCredentials,
  containerCredentials,
  services,
  tags,
  elasticInference,
  publicKeys,
  dynamic,
  userData,
];
