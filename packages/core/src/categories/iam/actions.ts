import * as z from 'zod/mini';
import type { ActionContext } from '../../contract/action.ts';
import type { IamFailure } from '../../contract/role-credentials.ts';
import { IAM_ERRORS } from '../../contract/role-credentials.ts';
import { ROLE } from './keys.ts';
import type { IamState } from './state.ts';

type Acting = ActionContext<IamState>;

const FAILURES = [...IAM_ERRORS, 'NoInstanceProfile'] as const satisfies readonly IamFailure[];

const failure = z.strictObject({
  code: z.optional(
    z
      .enum(FAILURES)
      .check(
        z.describe(
          'AssumeRoleUnauthorizedAccess, as if absent: the role does not trust EC2; InstanceProfileNotFound: the instance profile was deleted; NoInstanceProfile: the instance has none, and there is no iam/',
        ),
      ),
  ),
});

/** What can happen to the credentials of the role. */
export const actions = {
  rotate: {
    description: 'Renews the credentials of the role now',
    input: z.strictObject({}),
    run(_: unknown, context: Acting) {
      checkRole(context);
      const { state, at } = context;
      return { state: { ...state, rotation: { count: countOf(state) + 1, at } } };
    },
  },
  fail: {
    description: 'Takes the credentials of the role away, with the error that IMDS reports then',
    input: failure,
    run({ code }: z.output<typeof failure>, context: Acting) {
      checkRole(context);
      return { state: { ...context.state, failure: code ?? FAILURES[0] } };
    },
  },
  restore: {
    description: 'Ends the error, also a configured one: the credentials are back',
    input: z.strictObject({}),
    run: (_: unknown, { state }: Acting) => ({ state: { ...state, failure: null } }),
  },
};

const countOf = ({ rotation }: IamState): number => rotation?.count ?? 0;

/** Without a role nothing would be seen of an action. One that failed is still there. */
function checkRole({ state, value }: Acting): void {
  if (!state.failure && value(ROLE) === undefined) throw new Error('the instance has no role');
}
