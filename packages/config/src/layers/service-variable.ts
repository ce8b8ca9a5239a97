const ADDRESS = /^(?:tcp|udp|sctp):\/\//;
const NAME =
  /_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z\d_]+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)$/;

/**
 * Whether a variable that is named like a setting holds what Kubernetes put there, which announces each service to
 * each container: a service `aemm-server` makes `AEMM_SERVER_PORT=tcp://10.0.0.1:80`.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export function isServiceAddress(name: string, value: string): boolean {
  return name.endsWith('_PORT') && ADDRESS.test(value);
}

/** Whether a variable that is named like nothing we know may be one of those. */
export function isServiceName(name: string): boolean {
  return NAME.test(name);
}
