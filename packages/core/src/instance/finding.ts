/**
 * Something about the description of an instance that its author should know.
 *
 * @public
 */
export interface Finding {
  /**
   * `error`: it is refused. `unreal`: EC2 would refuse it, so that profiles which imitate EC2 do too, and others warn.
   * `warning`: it is served as it stands.
   */
  readonly severity: 'error' | 'unreal' | 'warning';
  /** Where it stands below `instance`: `['interfaces', '0', 'mac']`. */
  readonly path: readonly string[];
  /** What is allowed there. */
  readonly allowed?: string;
  /** The reason as a sentence, where `allowed` does not explain it. */
  readonly reason?: string;
  /** Another field that it conflicts with. */
  readonly conflict?: readonly string[];
  /** `true`: the name of the field is wrong, not its value. */
  readonly isName?: true;
  /** The fields that are not known. */
  readonly unknown?: readonly string[];
}
