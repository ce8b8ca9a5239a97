import type { Node, Prepared } from '../compile/node.ts';
import { prepare } from '../compile/node.ts';
import type { ServedSnapshot } from '../compile/snapshot.ts';
import type { Call, ImdsEvent } from '../contract/request.ts';
import type { Clients } from './clients.ts';
import type { Gate } from './gate.ts';
import { passGate } from './gate.ts';

/** What of a mock outlives a request. */
export interface State extends Gate {
  readonly clients: Clients;
  readonly observe: (event: ImdsEvent) => void;
}

/** Gate, find, visible: what a request results in. */
export function respond(snapshot: ServedSnapshot, state: State, call: Call): Prepared {
  const refusal = passGate(snapshot, state, call);
  if (refusal !== undefined) {
    return 'outcome' in refusal ? refusal : prepare(snapshot.profile, refusal);
  }
  const node = call.path === undefined ? undefined : snapshot.find(call.path);
  if (node === undefined || call.path === undefined) return snapshot.fixed('absent');
  const hidden = node.notice && hideNotice(node.notice, call.path, snapshot, state, call);
  return hidden ?? contentOf(node, call.path, snapshot, state, call);
}

/** What a notice answers instead of itself; `undefined` once it shows. */
function hideNotice(
  { firesAt, delaySec, before }: NonNullable<Node['notice']>,
  path: string,
  snapshot: ServedSnapshot,
  { clients, observe }: State,
  { request: { client }, now }: Call,
): Prepared | undefined {
  const limit = snapshot.eligibleClients;
  if (!clients.accept(client, limit)) {
    observe({ kind: 'client-refused', path, client, limit });
    return snapshot.fixed('absent');
  }
  if (now >= firesAt) return undefined;
  const instead = before ?? snapshot.fixed('absent');
  const { outcome } = instead;
  if (Number.isFinite(firesAt)) {
    observe({
      kind: 'notice-pending',
      path,
      firesAt,
      now,
      ...(delaySec !== undefined && { delaySec }),
      ...(outcome.kind === 'leaf' && { before: outcome.content }),
    });
  }
  return instead;
}

/** A category that throws breaks its own path alone. */
function contentOf(
  { content }: Node,
  path: string,
  snapshot: ServedSnapshot,
  { observe }: State,
  call: Call,
): Prepared {
  try {
    return content(call);
  } catch (error) {
    observe({ kind: 'leaf-failed', path, error });
    return snapshot.fixed('failed');
  }
}
