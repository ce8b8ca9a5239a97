import { describe, expect, test } from 'vitest';
import {
  NO_NETWORK,
  NO_USER_NETWORK,
  runInOwnNetwork,
  UNPRIVILEGED,
  works,
} from './support/namespaces.ts';

/** Answers on the loopback interface of a host: a web server, and a resolver that knows one address. */
const SERVICES = `
  require('node:http')
    .createServer((_, response) => response.end('from the host'))
    .listen(8099, '127.0.0.1');
  const resolver = require('node:dgram').createSocket('udp4');
  resolver.on('message', (query, { port, address }) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const isA = question.at(-3) === 1;
    const record = isA ? Buffer.from('c00c00010001000000050004c000024d', 'hex') : Buffer.alloc(0);
    const counts = Buffer.from([0x81, 0x80, 0, 1, 0, isA ? 1 : 0, 0, 0, 0, 0]);
    resolver.send(Buffer.concat([query.subarray(0, 2), counts, question, record]), port, address);
  });
  resolver.bind(53, '127.0.0.53', () => console.error('ready'));
`;

/**
 * A host with a default route that leads nowhere, with services on loopback, a tunnel device that every user may open,
 * a folder for temporary files that every user may write to, and a PATH on which there is one program that connects namespaces, or none.
 */
const hostWith = (carrier: string): string => `
  ip link add ext type veth peer name gate
  ip link set gate up
  ip link set ext up
  ip address add 192.0.2.10/24 dev ext
  ip route add default via 192.0.2.1
  if mount -t tmpfs -o mode=755 tmpfs /dev/net 2> /dev/null; then
    mknod /dev/net/tun c 10 200
    chmod 666 /dev/net/tun
  fi
  echo 'nameserver 127.0.0.53' > "$SCRATCH/resolv.conf"
  chmod 644 "$SCRATCH/resolv.conf"
  mount --bind "$SCRATCH/resolv.conf" /etc/resolv.conf
  mkdir "$SCRATCH/bin" "$SCRATCH/tmp"
  chmod 1777 "$SCRATCH/tmp"
  export TMPDIR="$SCRATCH/tmp"
  for name in cat curl cut getent grep head id ip mount setpriv sh unshare ${carrier}; do
    ln -s "$(command -v $name)" "$SCRATCH/bin/$name"
  done
  # A shell has one of its own, so it does not look where this one is.
  ln -s "$(dirname "$(command -v cat)")/true" "$SCRATCH/bin/true"
  "$0" -e "$2" > /dev/null 2> "$SCRATCH/host.log" &
  trap "kill $!" EXIT
  wait_for_line ready "$SCRATCH/host.log"
`;

/** What a command sees from its namespace. */
const LOOK = `
  curl -s -m 5 "http://$1:8099/"; echo
  getent ahostsv4 example.test | head -n 1 | cut -d " " -f 1
  cat /etc/resolv.conf
  ip route | grep -o "^unreachable [^ ]*"
  id -u
`;

/** Runs it on a host. */
function lookFrom(carrier: string, mode: string, user: readonly string[], address = '127.0.0.1') {
  const script = `
    ${hostWith(carrier)}
    PATH="$SCRATCH/bin" ${user.join(' ')} "$0" "$1" exec --link-local --network=${mode} -- sh -c "$3" sh ${address}
  `;
  return runInOwnNetwork(script, [SERVICES, LOOK]);
}

function whyNot(...names: readonly string[]): string {
  if (NO_NETWORK !== '') return NO_NETWORK;
  if (NO_USER_NETWORK !== '') return NO_USER_NETWORK;
  const missing = names.find((name) => !works(name, '--version'));
  return missing === undefined ? '' : ` (skipped: there is no ${missing} on the PATH)`;
}

const uid = UNPRIVILEGED.length > 0 ? 65_534 : process.getuid?.();

describe('a command of --link-local', () => {
  const CARRIERS = [
    // As root, pasta becomes another user, who may not enter what root has made.
    { carrier: 'pasta', address: '127.0.0.1', user: UNPRIVILEGED, who: 'a user' },
    { carrier: 'slirp4netns', address: '10.0.2.2', user: UNPRIVILEGED, who: 'a user' },
    { carrier: 'slirp4netns', address: '10.0.2.2', user: [], who: 'root' },
  ];

  for (const { carrier, address, user, who } of CARRIERS) {
    const why = whyNot(carrier, 'curl');
    test.skipIf(why !== '')(
      `run by ${who} reaches by ${carrier} what the machine reaches, and resolves names${why}`,
      () => {
        const { status, stdout, stderr } = lookFrom(carrier, 'host', user, address);
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        expect(stdout).toBe(
          `from the host\n192.0.2.77\nnameserver 10.0.2.3\nunreachable 169.254.0.0/16\n${who === 'root' ? 0 : uid}\n`,
        );
      },
    );
  }

  const why = whyNot('curl');

  test.skipIf(why !== '')(
    `reaches nothing else where that cannot be had, with one line${why}`,
    () => {
      const { status, stdout, stderr } = lookFrom('', 'auto', UNPRIVILEGED);
      expect(status).toBe(0);
      expect(stdout).toBe(`\nnameserver 127.0.0.53\nunreachable 169.254.0.0/16\n${uid}\n`);
      expect(stderr).toBe(
        'Note: the command reaches the mock and nothing else, since neither pasta (package passt) nor slirp4netns is installed.\n',
      );
    },
  );

  const whyNoSlirp = whyNot('slirp4netns');

  test.skipIf(whyNoSlirp !== '')(
    `is not run where no temporary file can be created${whyNoSlirp}`,
    () => {
      const user = [...UNPRIVILEGED, '/usr/bin/env', 'TMPDIR=/dev/null/none'];
      const { status, stdout, stderr } = lookFrom('slirp4netns', 'host', user);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        'Cannot create a folder in /dev/null/none (ENOTDIR). Name a folder that can be written in TMPDIR. (AEMM_TEMPORARY_FOLDER)\n',
      );
    },
  );

  test.skipIf(why !== '')(`is not run where that cannot be had and is wanted${why}`, () => {
    const { status, stdout, stderr } = lookFrom('', 'host', UNPRIVILEGED);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      '--network host needs pasta (package passt) or slirp4netns, and neither is on the PATH. Install one, or use --network none. (AEMM_NAMESPACE_TOOLS)\n',
    );
  });
});
