/** The environment variable of a configuration key, by AEMM's rule: `metadata.values.ami-id` is `AEMM_METADATA_VALUES_AMI_ID`. */
export function envNameOf(key: string): string {
  return `AEMM_${key.toUpperCase().replaceAll(/[-.]/g, '_')}`;
}
