import type { Content } from '../contract/content.ts';
import type { Call } from '../contract/request.ts';
import type { Firing } from '../contract/trigger.ts';
import type { AemmError } from '../errors.ts';

/** A path with its content, resolved from categories and overrides. */
export interface Route extends RouteName {
  /** The content, how to make it for a request, or why there is none; `undefined`: the configuration removes what is there. */
  readonly content: Content | ((call: Call) => Content | undefined) | AemmError | undefined;
  /** Set for a notice. */
  readonly notice?: NoticeRoute;
}

/** Where a route is, and whose. */
export interface RouteName {
  readonly path: string;
  readonly key: string;
  /** `undefined` for a leaf that a configuration adds. */
  readonly category: string | undefined;
  /** The first version that has it; `undefined`: all do. */
  readonly since: string | undefined;
  readonly listed: boolean;
  /** How EC2 lists the directory it is in. */
  readonly directoryLabel?: string;
  /** The key by which the configuration placed it there: `metadata.paths.mac`. */
  readonly placedBy: string | undefined;
  /** Whether its value or path is configured, and so it replaces a default at the same path. */
  readonly explicit: boolean;
}

/** When a notice appears. */
export interface NoticeRoute extends Firing {
  readonly before?: Content;
  /** Whether listings name it before it fires. */
  readonly listedBefore: boolean;
}
