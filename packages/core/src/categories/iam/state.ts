import type { LeafContext } from '../../contract/category.ts';
import type { IamFailure } from '../../contract/role-credentials.ts';
import type { Settings } from '../../contract/setting.ts';
import type { Refresh } from '../../instance/refresh.ts';
import { lastRefresh, refreshSince } from '../../instance/refresh.ts';

/** What the actions of the category made. */
export interface IamState {
  /** The last renewal that was asked for: the how manyth, and when, in milliseconds since the Unix epoch. */
  readonly rotation?: { readonly count: number; readonly at: number };
  /** What is reported in place of the credentials; `null`: nothing; absent: what is configured. */
  readonly failure?: IamFailure | null;
}

/** What the leaves of the category are given. */
export type IamContext = LeafContext<Settings, IamState>;

/** What is reported in place of the credentials; `undefined`: nothing. */
export function failureOf({ state, iamError }: IamContext): IamFailure | undefined {
  return state.failure === undefined ? iamError : (state.failure ?? undefined);
}

/** The last refresh of the role's credentials. A rotation is one, from which the next ones count. */
export function roleRefresh({ state: { rotation }, startedAt, time }: IamContext): Refresh {
  return rotation === undefined ? lastRefresh(startedAt, time) : refreshSince(rotation.at, time);
}
