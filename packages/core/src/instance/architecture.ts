/** Arm processors of AWS: a `g` after the generation says so, and the first of them came before that custom. */
const GRAVITON = /^(?:a1|[a-z]+\d+[a-z]*g[a-z]*)\b/;

/**
 * The architecture that a type of instance can only have; `undefined` if it follows from none.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(type = ''): string | undefined {
  return GRAVITON.test(type) ? 'arm64' : undefined;
}
