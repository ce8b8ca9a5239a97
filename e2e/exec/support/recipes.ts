import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of a Compose file, as far as the recipes use it. */
interface ComposeService {
  readonly command?: string | readonly string[];
  readonly network_mode?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks?:
    | readonly string[]
    | Readonly<Record<string, { ipv4_address?: string; link_local_ips?: readonly string[] }>>;
}

/** A Compose file. */
export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<
    Record<string, { readonly ipam: { readonly config: readonly { readonly subnet: string }[] } }>
  >;
}

/** A DaemonSet. */
export interface DaemonSet {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly hostNetwork: boolean;
        readonly initContainers: readonly { readonly command: readonly string[] }[];
        readonly containers: readonly { readonly args: readonly string[] }[];
      };
    };
  };
}

/** The YAML of the section of a guide with this title. */
export function recipe(title: string, guide = 'containers'): unknown {
  const page = new URL(`../../../docs/guides/${guide}.md`, import.meta.url);
  const section = readFileSync(page, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith(title));
  const [, yaml] = /^```yaml\n(.*?)^```$/ms.exec(section ?? '') ?? [];
  if (yaml === undefined) throw new Error(`The guide has no recipe "${title}".`);
  return parse(yaml);
}

/** The words of a command, as Compose has them. */
export function wordsOf(command: string | readonly string[] | undefined): string {
  return typeof command === 'string' ? command : (command ?? []).join(' ');
}

/** Network namespaces stand in for containers; these have names, which need a folder. */
export const CONTAINERS = `
  mount -t tmpfs tmpfs /run
  mkdir /run/netns
  container() { ip netns add "$1"; ip -n "$1" link set lo up; }
  in_container() { name=$1; shift; ip netns exec "$name" "$@"; }
  # Starts the image, whose entry point is the binary, and waits until it listens.
  start_imds() {
    name=$1; shift
    ip netns exec "$name" "$NODE" "$CLI" "$@" > /dev/null 2> "$SCRATCH/imds.log" &
    trap "kill $! $jobs_to_end" EXIT
    jobs_to_end="$jobs_to_end $!"
    wait_for_line ' on port ' "$SCRATCH/imds.log"
  }
  # A network of containers, which the host has no address in.
  network() { ip link add "$1" type bridge; ip link set "$1" up; }
  join() { # network, container, addresses
    ip link add "$1-$2" type veth peer name "$1" netns "$2"
    ip link set "$1-$2" master "$1" up
    ip -n "$2" link set "$1" up
    network=$1; name=$2; shift 2
    for address in "$@"; do ip -n "$name" address add "$address" dev "$network"; done
  }
  NODE=$0
  CLI=$1
  jobs_to_end=
`;
