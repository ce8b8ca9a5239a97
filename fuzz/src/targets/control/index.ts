import { unprintableLines } from '../../printable.ts';
import type { Target } from '../../target.ts';
import { exchangeBytes } from '../../wire/exchange-bytes.ts';
import { checkExchange } from './check-answer.ts';
import type { ControlCase, ControlRequest } from './control-case.ts';
import { controlCases } from './control-case.ts';
import type { Driven } from './driven.ts';
import { drive, stateOf } from './driven.ts';
import { checkMetadata } from './metadata.ts';
import { SECRET, TOKEN } from './secrets.ts';

/** Requests for the control plane of a mock: every operation, with inputs from valid to hostile. */
export const controlTarget: Target<ControlCase> = {
  name: 'control',
  share: 30,
  cases: controlCases,
  async open() {
    const driven = await drive();
    const fresh = stateOf(driven);
    let turn = 0;
    return {
      async check({ requests, cuts }) {
        const found: string[] = [];
        for (const request of requests) found.push(...(await checkRequest(driven, request, cuts)));
        found.push(...(await checkMetadata(driven, turn++)));
        driven.mock.control.reset();
        await reopened(driven);
        if (stateOf(driven) !== fresh) found.push(`a reset leaves ${stateOf(driven)}`);
        return [...found, ...(await checkMetadata(driven, turn)), ...checkLog(driven.takeLog())];
      },
      async close() {
        await driven.mock.close({ quietMs: 0, graceMs: 100 });
        return [];
      },
    };
  },
};

/** Sends a request, and checks its answer and that one which was refused has changed nothing. */
async function checkRequest(
  driven: Driven,
  request: ControlRequest,
  cuts: readonly number[],
): Promise<readonly string[]> {
  const { imds } = driven.mock;
  const [before, { snapshot }] = [stateOf(driven), imds];
  const sending = { cuts, ending: 'end', awaited: request.isWhole ? 1 : 0 } as const;
  const exchanged = await exchangeBytes(driven.controlPort, request.text, sending);
  if (!request.isWhole) await settled();
  const { violations, mayChange } = checkExchange(request, exchanged);
  // A request that was cut short may be done all the same.
  const isKept = mayChange || !request.isWhole || exchanged.isReset || stateOf(driven) === before;
  const isSwapped = !mayChange && request.isWhole && imds.snapshot !== snapshot;
  return [
    ...violations,
    ...(isKept && !isSwapped ? [] : [`changed by a refused or safe request: ${request.text}`]),
  ];
}

/** Operations take turns with requests: more of them than one takes. */
const TURNS = 500;

/** Waits for what a request that was cut short has begun: its connection may be closed before that is done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise(setImmediate);
}

/** A fault that refuses connections closes the port, which takes a moment to open again. */
async function reopened({ mock }: Driven): Promise<void> {
  for (let waits = 0; waits < 100 && !mock.server.server.listening; waits++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function checkLog(log: string): string[] {
  const leaked = [SECRET, TOKEN].filter((secret) => log.includes(secret));
  return [...leaked.map((secret) => `the log has the secret ${secret}`), ...unprintableLines(log)];
}
