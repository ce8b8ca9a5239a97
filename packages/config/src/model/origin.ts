/**
 * Where a value came from.
 *
 * @public
 */
export interface Origin {
  /** The layer; each beats those after it. What nobody said, but follows from what was said, is derived. */
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
  /** The value as a configuration has it: a file that says it loads as the same. */
  readonly value: unknown;
  /** {@inheritDoc Origin} */
  readonly origin: Origin;
  /** `true`: never to be printed, logged or saved. */
  readonly secret: boolean;
}

/** What one layer says about one key. */
export interface Said {
  /** The key in segments, in its natural case. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly origin: Origin;
  /** The key as its file has it; absent: like `path`. */
  readonly written?: readonly string[];
}
