import type { Value } from '../../contract/content.ts';
import type { Instance } from '../../instance/instance.ts';

/** The instance identity document, with the fields of EC2 in their order. */
export function identityDocument(instance: Instance): { readonly [name: string]: Value } {
  const codes = instance.productCodes;
  return {
    accountId: instance.accountId,
    architecture: instance.architecture,
    availabilityZone: instance.availabilityZone,
    billingProducts: null,
    devpayProductCodes: null,
    marketplaceProductCodes: codes.length === 0 ? null : codes,
    imageId: instance.imageId,
    instanceId: instance.id,
    instanceType: instance.type,
    kernelId: instance.kernelId,
    pendingTime: instance.launchedAt,
    privateIp: instance.privateIp,
    ramdiskId: instance.ramdiskId,
    region: instance.region,
    version: '2017-09-30',
  };
}
