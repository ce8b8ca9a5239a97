import * as z from 'zod/mini';
import { parseCidr } from '../text/ip.ts';
import { SEGMENT } from '../text/path.ts';
import { parseTime } from '../text/time.ts';

/** A field with its meaning, for the JSON Schema of configuration files and for the docs. `null`: it is not there. */
export function field<T extends z.ZodMiniType>(
  schema: T,
  meaning: string,
): z.ZodMiniOptional<z.ZodMiniNullable<T>> {
  return z.optional(z.nullable(schema).check(z.describe(meaning)));
}

export const text = (meaning: string) => field(z.string(), meaning);
export const texts = (meaning: string) => field(z.array(z.string()), meaning);
export const flag = (meaning: string) => field(z.boolean(), meaning);
export const count = (meaning: string) => field(z.int().check(z.nonnegative()), meaning);

export const ipv4 = z.ipv4('an IPv4 address');
export const ipv6 = z.ipv6('an IPv6 address');

const isBlock = (bits: number) => (value: string) => parseCidr(value)?.bits === bits;
export const ipv4Block = z
  .string()
  .check(z.refine(isBlock(32), 'a block of IPv4 addresses such as 10.0.1.0/24'));
export const ipv6Block = z
  .string()
  .check(z.refine(isBlock(128), 'a block of IPv6 addresses such as 2001:db8:1:1::/64'));

export const accountId = z.string().check(z.regex(/^\d{12}$/, 'twelve digits'));
export const mac = z.mac('six bytes such as 0e:49:61:0f:c3:11');
export const time = z
  .string()
  .check(
    z.refine(
      (value) => parseTime(value) !== undefined,
      'time in RFC3339 format, e.g. 2020-01-07T01:03:47Z',
    ),
  );
export const base64 = z.string().check(z.refine(isBase64, 'base64 text'));

/** A name that becomes one segment of a path. */
export const segment = z
  .string()
  .check(z.regex(SEGMENT, 'a name other than . and .., without / and control characters'));

const NAME = String.raw`(?!\.{1,2}(?:/|$))[^/\p{Cc}]+`;

/** A name within IAM, with the path before it: `division/app`. ARNs end in it. */
export const iamName = z
  .string()
  .check(
    z.regex(
      new RegExp(`^${NAME}(?:/${NAME})*$`, 'u'),
      'a name such as app, or path and name: division/app',
    ),
  );

function isBase64(value: string): boolean {
  const packed = value.replace(/\s+/g, '');
  return packed.length % 4 === 0 && /^[\w+/]*={0,2}$/.test(packed) && !packed.includes('_');
}
