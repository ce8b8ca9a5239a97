/** Arm processors of AWS: they have a `g` after the generation, except the first of them. */
const GRAVITON = /^(?:a1|[a-z]+\d+[a-z]*g[a-z]*)\b/;

/**
 * The architecture of a type of instance.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(type: string): string {
  return GRAVITON.test(type) ? 'arm64' : 'x86_64';
}
