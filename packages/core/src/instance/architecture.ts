/** The family and the generation of a type, and what else its name says: `m7` and `gd`. */
const NAME = /^([a-z]+\d+)([^.]*)/;

/** The Macs with processors of Apple: all but the first generation. */
const APPLE = /^mac(?:[2-9]|-m\d)/;

/** Types with processors of NVIDIA, beside those for graphics. */
const GRACE = /-gb\d/;

/**
 * The architecture of a type of instance.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(type: string): string {
  return isArm(type) ? 'arm64' : 'x86_64';
}

/** Processors of AWS have a `g` after the generation, except the first of them. */
function isArm(type: string): boolean {
  const [, family, options = ''] = NAME.exec(type) ?? [];
  const [letters = ''] = options.split('-');
  return family === 'a1' || letters.includes('g') || GRACE.test(options) || APPLE.test(type);
}
