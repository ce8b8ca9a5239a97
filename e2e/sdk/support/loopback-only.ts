import { Socket } from 'node:net';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

/**
 * Lets this process connect to loopback alone: what an SDK does by default, asking the link-local address of the real
 * service, fails before a byte is sent. Returns the hosts that were asked for.
 */
export function allowLoopbackOnly(): ReadonlySet<string> {
  const asked = new Set<string>();
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]) {
    const host = hostOf(args);
    asked.add(host);
    if (!LOOPBACK.test(host)) throw new Error(`${host} is not loopback.`);
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  return asked;
}

/** Node calls it with the arguments of `net.connect`, or with those in a list. */
function hostOf(args: readonly unknown[]): string {
  const [first] = args.flat();
  if (typeof first !== 'object' || first === null) return 'localhost';
  return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
}

/** Points every SDK at a mock before any of them is loaded, and away from what this machine is configured to. */
export function pointSdksAt(url: string): void {
  const { hostname } = new URL(url);
  if (!LOOPBACK.test(hostname)) throw new Error(`${hostname} is not loopback.`);
  Object.assign(process.env, {
    AWS_EC2_METADATA_SERVICE_ENDPOINT: `${url}/`,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
  });
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_EC2_METADATA_V1_DISABLED;
}
