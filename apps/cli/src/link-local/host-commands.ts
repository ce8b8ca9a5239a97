import { LINK_LOCAL_ADDRESSES } from './addresses.ts';

/** What is done with the addresses of a machine. */
export type Change = 'up' | 'down';

/** A program and its arguments. */
export type HostCommand = readonly [program: string, ...args: string[]];

/** What decides which commands a machine needs. */
export interface HostFacts {
  readonly platform: NodeJS.Platform;
  /** Whether this is root already, who needs no `sudo`. */
  readonly isRoot: boolean;
  /** The interfaces of the machine by name, as `os.networkInterfaces` has them. */
  readonly interfaces: Readonly<
    Record<string, readonly { readonly address: string }[] | undefined>
  >;
}

const [IPV4, IPV6] = LINK_LOCAL_ADDRESSES;

/** The interface that Windows has for loopback, whatever its language. */
const WINDOWS_LOOPBACK = 'Loopback Pseudo-Interface 1';

type Commands = Readonly<Record<Change, (address: string) => HostCommand>>;

const LINUX: Commands = {
  up: (address) => ['ip', 'address', 'add', withPrefix(address), 'dev', 'lo'],
  down: (address) => ['ip', 'address', 'del', withPrefix(address), 'dev', 'lo'],
};

const MACOS: Commands = {
  up: (address) =>
    address === IPV4
      ? ['ifconfig', 'lo0', 'alias', address, '255.255.255.255']
      : ['ifconfig', 'lo0', 'inet6', address, 'prefixlen', '128', 'alias'],
  down: (address) => ['ifconfig', 'lo0', familyOf(address), address, '-alias'],
};

const WINDOWS: Commands = {
  up: (address) =>
    address === IPV4
      ? [
          'netsh',
          'interface',
          'ipv4',
          'add',
          'address',
          WINDOWS_LOOPBACK,
          address,
          '255.255.255.255',
        ]
      : ['netsh', 'interface', 'ipv6', 'add', 'address', WINDOWS_LOOPBACK, withPrefix(address)],
  down: (address) => {
    const family = address === IPV4 ? 'ipv4' : 'ipv6';
    return ['netsh', 'interface', family, 'delete', 'address', WINDOWS_LOOPBACK, address];
  },
};

const COMMANDS: Partial<Readonly<Record<NodeJS.Platform, Commands>>> = {
  linux: LINUX,
  darwin: MACOS,
  win32: WINDOWS,
};

/**
 * The commands that give the loopback interface of a machine the addresses of the metadata service, or take them from
 * it. Addresses that are as they should be need none.
 *
 * @returns `undefined` for a platform whose commands are not known
 */
export function hostCommands(change: Change, facts: HostFacts): readonly HostCommand[] | undefined {
  const commands = COMMANDS[facts.platform];
  if (commands === undefined) return undefined;
  const needsSudo = facts.platform !== 'win32' && !facts.isRoot;
  return addressesOf(facts)
    .filter((address) => (interfaceOf(address, facts) === undefined) === (change === 'up'))
    .map((address) => commands[change](address))
    .map((command) => (needsSudo ? ['sudo', ...command] : command));
}

/** The interface that has an address. */
export function interfaceOf(
  address: string,
  { interfaces }: Pick<HostFacts, 'interfaces'>,
): string | undefined {
  const found = Object.entries(interfaces).find(([, addresses]) =>
    addresses?.some((one) => one.address === address),
  );
  return found?.[0];
}

/** The addresses that the machine can have: some have no IPv6. */
export function addressesOf({ interfaces }: Pick<HostFacts, 'interfaces'>): readonly string[] {
  const all = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  return all.some(({ address }) => address.includes(':')) ? [IPV4, IPV6] : [IPV4];
}

/** A command as it is typed into a shell of its platform. */
export function typed(command: HostCommand): string {
  return command.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ');
}

function withPrefix(address: string): string {
  return address === IPV4 ? `${address}/32` : `${address}/128`;
}

function familyOf(address: string): string {
  return address === IPV4 ? 'inet' : 'inet6';
}
