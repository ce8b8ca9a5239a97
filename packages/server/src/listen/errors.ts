/**
 * Every code that this package fails with, and what it means in one phrase.
 *
 * @public
 */
export const LISTEN_ERROR_CODES = {
  AEMM_PORT_IN_USE: { fault: 'user', means: 'something listens on that address and port already' },
  AEMM_PORT_FORBIDDEN: { fault: 'user', means: 'the system does not let this user open that port' },
  AEMM_PORT_INVALID: { fault: 'user', means: 'the port is not between 0 and 65535' },
  AEMM_ADDRESS_UNAVAILABLE: { fault: 'user', means: 'this machine does not have that address' },
  AEMM_HOST_UNKNOWN: { fault: 'user', means: 'the host name cannot be resolved' },
  AEMM_CONTROL_OPEN: {
    fault: 'user',
    means: 'the control plane would be reachable by others, and has no token',
  },
  AEMM_LISTEN_FAILED: { fault: 'user', means: 'the system refused to listen for another reason' },
} as const satisfies Record<string, { fault: 'user'; means: string }>;

/**
 * A code of {@link LISTEN_ERROR_CODES}.
 *
 * @public
 */
export type ListenErrorCode = keyof typeof LISTEN_ERROR_CODES;

/**
 * The server cannot listen where it was asked to. The message is one line for the person who chose the place.
 *
 * @public
 */
export class ListenError extends Error {
  /** The name of the class. */
  override readonly name = 'ListenError';
  /** Why not. */
  readonly code: ListenErrorCode;

  constructor(code: ListenErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
