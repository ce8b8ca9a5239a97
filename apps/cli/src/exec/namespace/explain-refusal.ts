/** What is known of a system that refuses to create namespaces. */
export interface SystemFacts {
  /** The text of a file of `/proc`; `undefined` if there is none. */
  readonly read: (path: string) => string | undefined;
  /** Whether this is a container. */
  readonly isContainer: boolean;
}

interface Cause {
  readonly applies: (facts: SystemFacts) => boolean;
  readonly advice: string;
}

const CAUSES: readonly Cause[] = [
  limit('user/max_user_namespaces', '0', '15000'),
  limit('user/max_net_namespaces', '0', '15000'),
  // Debian before 11, and hardened kernels.
  limit('kernel/unprivileged_userns_clone', '0', '1'),
  {
    applies: ({ isContainer }) => isContainer,
    advice:
      'This container may not create namespaces. Start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined, or with --cap-add SYS_ADMIN.',
  },
  // Ubuntu since 23.10. Unlike the others it holds on a host whose containers have their own rules.
  limit('kernel/apparmor_restrict_unprivileged_userns', '1', '0'),
];

function limit(file: string, forbids: string, allows: string): Cause {
  const name = file.replace('/', '.');
  return {
    applies: ({ read }) => read(`/proc/sys/${file}`)?.trim() === forbids,
    advice: `This system does not let users create namespaces: ${name} is ${forbids}. Allow it with: sudo sysctl -w ${name}=${allows}`,
  };
}

/**
 * Why namespaces cannot be created, and what to do, in one line.
 *
 * @param reported - the error message of the program that tried
 */
export function explainRefusal(facts: SystemFacts, reported: string): string {
  const cause = CAUSES.find(({ applies }) => applies(facts));
  if (cause !== undefined) return cause.advice;
  const [line = ''] = reported.trim().split('\n', 1);
  return `This system does not let this user create namespaces (${line}). Run it as root, or let root add the address: ec2-metadata-mock link-local up`;
}
