import type { Value } from '../../contract/content.ts';
import type { Instance } from '../../instance/instance.ts';

/** The instance identity document: AEMM's fields, order and defaults. */
export function identityDocument(instance: Instance): { readonly [name: string]: Value } {
  return {
    accountId: instance.accountId ?? '0123456789',
    imageId: instance.imageId ?? 'ami-0b69ea66ff7391e80',
    availabilityZone: instance.availabilityZone ?? 'us-east-1f',
    ramdiskId: null,
    kernelId: null,
    devpayProductCodes: null,
    marketplaceProductCodes: null,
    version: '2017-09-30',
    privateIp: instance.privateIp ?? '10.0.7.10',
    billingProducts: null,
    instanceId: instance.id ?? 'i-1234567890abcdef0',
    pendingTime: '2019-10-31T07:02:24Z',
    architecture: instance.architecture ?? 'x86_64',
    instanceType: instance.type ?? 'm4.xlarge',
    region: instance.region ?? 'us-east-1',
  };
}
