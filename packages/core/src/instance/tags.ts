/** Letters, digits and `+ - = . , _ : @`. */
const EXPOSED = /^[\p{L}\d+\-=.,_:@]+$/u;

const RESERVED: readonly string[] = ['.', '..', '_index'];

/**
 * Whether EC2 exposes a tag of a name in metadata. It refuses to expose any tag of an instance that has others.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html
 * @public
 */
export function isExposedTag(name: string): boolean {
  return EXPOSED.test(name) && !RESERVED.includes(name);
}
