import fc from 'fast-check';
import { describeGrowth, usedMemory } from './memory.ts';
import type { AnyTarget, Session } from './target.ts';

/** A case that violates an invariant, shrunk. */
export interface Failure {
  readonly target: string;
  readonly seed: number;
  readonly cases: number;
  readonly input: unknown;
  readonly violations: readonly string[];
}

/** Milliseconds that a case may take: more is a hang. */
const CASE_MS = 15_000;

/** Cases from one seed, so that a replay need not repeat all that came before. */
const BATCH = 1000;

/**
 * Runs cases of a target, in batches of consecutive seeds.
 *
 * @param onBatch - called after each batch with the number of cases so far
 * @returns the first failure; `undefined` if every invariant holds
 */
export async function runTarget(
  target: AnyTarget,
  { seed, cases }: { readonly seed: number; readonly cases: number },
  onBatch: (done: number) => void = () => {},
): Promise<Failure | undefined> {
  const session = await target.open();
  let before: number | undefined;
  for (let done = 0; done < cases; done += BATCH) {
    const batch = { seed: seed + done / BATCH, cases: Math.min(BATCH, cases - done) };
    const failure = await runBatch(target, session, batch);
    if (failure !== undefined) {
      await session.close();
      return failure;
    }
    // The first batch fills the caches.
    before ??= usedMemory();
    onBatch(done + batch.cases);
  }
  const growth = before === undefined ? [] : describeGrowth(before, usedMemory());
  const violations = [...growth, ...(await session.close())];
  if (violations.length === 0) return undefined;
  return { target: target.name, seed, cases, input: undefined, violations };
}

/** Runs one case in a session of its own. */
export async function replay(target: AnyTarget, input: unknown): Promise<readonly string[]> {
  const session = await target.open();
  const found = await checkCase(session, input);
  return [...found, ...(await session.close())];
}

/** The command that repeats a failure. */
export function replayCommand({ target, seed, cases }: Failure): string {
  return `npm run fuzz -- --target ${target} --seed ${seed} --cases ${cases}`;
}

async function runBatch(
  { name, cases: arbitrary }: AnyTarget,
  session: Session<unknown>,
  { seed, cases }: { readonly seed: number; readonly cases: number },
): Promise<Failure | undefined> {
  let violations: readonly string[] = [];
  const property = fc.asyncProperty(arbitrary, async (input) => {
    const found = await checkCase(session, input);
    if (found.length === 0) return true;
    violations = found;
    return false;
  });
  const { failed, counterexample } = await fc.check(property, { seed, numRuns: cases });
  if (!failed) return undefined;
  return { target: name, seed, cases, input: counterexample?.[0], violations };
}

/** Runs a case. An exception that no code caught is a crash, wherever it came from. */
async function checkCase(session: Session<unknown>, input: unknown): Promise<readonly string[]> {
  const crashes: string[] = [];
  const onCrash = (error: unknown): void => void crashes.push(`crash: ${describe(error)}`);
  process.on('uncaughtException', onCrash);
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([`hang: no end within ${CASE_MS} ms`]), CASE_MS);
  });
  try {
    const found = await Promise.race([session.check(input), hang]);
    return [...found, ...crashes];
  } catch (error) {
    return [`exception: ${describe(error)}`];
  } finally {
    clearTimeout(timer);
    process.off('uncaughtException', onCrash);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
