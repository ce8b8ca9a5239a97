/**
 * Where a value came from.
 *
 * @public
 */
export interface Origin {
  /** The layer; each wins over those after it. A value that follows from configured ones is derived. */
  readonly source: 'flag' | 'environment' | 'file' | 'derived' | 'default';
  /** The flag (`--port`), the variable (`AEMM_PORT`) or the path of the file; `undefined` for the others. */
  readonly where: string | undefined;
}

/**
 * One value of the resolved configuration.
 *
 * @public
 */
export interface ResolvedValue {
  /** Its key: `server.port`, `metadata.values.mac`, `instance.region`. */
  readonly key: string;
  /** The same in segments, since the key of a leaf may itself contain a dot. */
  readonly path: readonly string[];
  /** The value as a config file has it: a file with this value loads as the same. */
  readonly value: unknown;
  /** {@inheritDoc Origin} */
  readonly origin: Origin;
  /** `true`: never to be printed, logged or saved. */
  readonly secret: boolean;
}

/** The value that one layer assigns to one key. */
export interface Assignment {
  /** The key in segments, in its natural case. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly origin: Origin;
  /** The key as it is written in its file; absent: like `path`. */
  readonly written?: readonly string[];
}
