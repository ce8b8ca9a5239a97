import * as z from 'zod/mini';
import { ipv4Size, parseCidr } from '../text/ip.ts';
import { parseNetwork } from '../text/network-map.ts';
import { checkMembers } from './check-members.ts';
import type { FleetBy, FleetDescription } from './description.ts';
import { RESERVED_ADDRESSES } from './members.ts';

const NETWORK = 'an address or a network such as 10.1.0.0/16';
const SUBNET = 'an IPv4 network from /16 to /28 such as 10.1.0.0/16';
const HEADER = 'the name of a header such as x-instance-id';
const COUNT = 'a whole number from 1';
const INSTANCE = 'an instance as an object';

const network = z
  .string(NETWORK)
  .check(z.refine((text) => parseNetwork(text) !== undefined, NETWORK));

/** Its fields are checked once `{index}` is filled in. */
const instance = z.optional(
  z
    .record(z.string(), z.unknown(), INSTANCE)
    .check(z.describe('the instance, with the fields that the plain one has')),
);

const Entry = z.strictObject(
  {
    match: z
      .union([z.string(), z.number()], 'an address, a name or a port')
      .check(z.describe('whose it is: an address or network, a value of the header, or a port')),
    instance,
  },
  { error: unknownKeys('an instance of a fleet') },
);

const Template = z.strictObject(
  {
    count: z.int(COUNT).check(z.minimum(1, COUNT), z.describe('how many there are')),
    subnet: z
      .string(SUBNET)
      .check(
        z.refine(isSubnet, SUBNET),
        z.describe('the IPv4 network that their addresses are drawn from, from /16 to /28'),
      ),
    instance,
  },
  { error: unknownKeys('the template of a fleet') },
);

/**
 * The schema of a {@link FleetDescription}.
 *
 * @public
 */
export const FleetSchema: z.ZodMiniObject & z.ZodMiniType<FleetDescription> = z
  .strictObject(
    {
      by: z
        .enum(['client', 'header', 'port'], 'client, header or port')
        .check(z.describe('by what the instance of a client is found')),
      header: z.optional(
        z
          .string(HEADER)
          .check(
            z.regex(/^[\w!#$%&'*+.^`|~-]+$/, HEADER),
            z.describe('the header that names the instance, by: header'),
          ),
      ),
      trustedClients: z.optional(
        z
          .array(network, 'a list of addresses and networks')
          .check(z.describe('the addresses and networks whose header counts, by: header')),
      ),
      instances: z.optional(
        z.array(Entry, 'a list of instances').check(z.describe('instances, one by one')),
      ),
      template: z.optional(Template.check(z.describe('instances that are alike'))),
    },
    {
      error: unknownKeys('a fleet'),
    },
  )
  .check(
    z.superRefine((fleet, context) => {
      const description = fleet as FleetDescription;
      const issues = [...findContradictions(description), ...findMatchIssues(description)];
      const all = issues.length > 0 ? issues : checkMembers(description);
      for (const { path, message } of all) context.addIssue({ code: 'custom', path, message });
    }),
  ) as unknown as z.ZodMiniObject & z.ZodMiniType<FleetDescription>;

interface FleetIssue {
  readonly path: (string | number)[];
  readonly message: string;
}

/** What contradicts itself, whatever the instances are. */
function findContradictions(fleet: FleetDescription): FleetIssue[] {
  const { by, header, trustedClients = [], instances = [], template } = fleet;
  const issues: FleetIssue[] = [];
  if (by === 'header' && header === undefined) {
    issues.push({ path: ['header'], message: HEADER });
  }
  if (by === 'header' && trustedClients.length === 0) {
    const message = 'the addresses or networks of the clients that may send the header';
    issues.push({ path: ['trustedClients'], message });
  }
  if (instances.length === 0 && template === undefined) {
    issues.push({ path: ['instances'], message: 'instances, or a template' });
  }
  if (template !== undefined) {
    const room = ipv4Size(template.subnet) - RESERVED_ADDRESSES;
    if (template.count > room) {
      const message = `at most ${room}, which is what ${template.subnet} has room for`;
      issues.push({ path: ['template', 'count'], message });
    }
  }
  return issues;
}

const ALLOWED_MATCH = {
  client: `${NETWORK}, by: client`,
  header: 'a value of the header: text of printable characters, by: header',
  port: 'a port from 1 to 65535, or 0 for any free one, by: port',
} as const;

function findMatchIssues({ by, instances = [] }: FleetDescription): FleetIssue[] {
  return instances.flatMap(({ match }, index) =>
    isMatch(by, match) ? [] : [{ path: ['instances', index, 'match'], message: ALLOWED_MATCH[by] }],
  );
}

function isMatch(by: FleetBy, match: string | number): boolean {
  const text = String(match);
  if (by === 'client') return parseNetwork(text) !== undefined;
  if (by === 'header') return /^[!-~](?:[ -~]*[!-~])?$/.test(text);
  return /^\d+$/.test(text) && Number(text) <= 65_535;
}

function isSubnet(text: string): boolean {
  const block = parseCidr(text);
  if (block?.bits !== 32) return false;
  return block.prefix >= 16 && block.prefix <= 28;
}

interface RawIssue {
  readonly code?: string;
  readonly keys?: readonly string[];
}

function unknownKeys(subject: string) {
  return ({ code, keys = [] }: RawIssue): string => {
    if (code !== 'unrecognized_keys') return `${subject} as an object`;
    const names = keys.map((key) => JSON.stringify(key)).join(', ');
    return `${subject} has no ${names}`;
  };
}
