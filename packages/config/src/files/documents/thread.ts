import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Place, Position } from '../../model/finding.ts';
import { InputError } from '../read-input.ts';
import { DocumentError } from './document.ts';
import type { Source } from './parse-document.ts';

/** What a thread does with a text: find places in it or, without places, parse it. */
export interface Job {
  readonly source: Source;
  readonly places?: readonly Place[];
}

/** The result of a job, or why the text is refused. */
export type Reply =
  | { readonly value: unknown }
  | { readonly message: string; readonly position: Position | undefined };

/** What a thread may take. */
export interface ThreadLimits {
  readonly heapMebibytes: number;
  readonly timeoutMs: number;
}

/** The source, the compiled file, or what the bundle of an app calls it: each lies beside the importing one. */
const WORKER = new URL(`./parse-worker${extname(import.meta.url)}`, import.meta.url);

/** A bundle is one script: it may be in an executable, whose files no thread but this one sees. */
const IS_BUNDLED = extname(import.meta.url) === '.cjs';

/** V8 keeps new objects in a space of its own, in addition to the heap. */
const YOUNG_MEBIBYTES = 8;

/**
 * Performs a job in a thread of its own, so that this one goes on answering. If the job exceeds its limits, only the
 * thread ends.
 *
 * @throws DocumentError if the text is refused or exceeds the limits; InputError if no thread can be started
 */
export async function runInThread<Result>(job: Job, limits: ThreadLimits): Promise<Result> {
  const reply = await start(job, limits);
  if ('value' in reply) return reply.value as Result;
  throw new DocumentError(reply.message, reply.position);
}

async function start(job: Job, { heapMebibytes, timeoutMs }: ThreadLimits): Promise<Reply> {
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(await findScript(), {
    eval: IS_BUNDLED,
    workerData: job,
    env: {},
    execArgv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: heapMebibytes,
      maxYoungGenerationSizeMb: YOUNG_MEBIBYTES,
    },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      // Not only once: another error without a listener would end the process.
      worker.on('error', reject);
      timer = setTimeout(() => resolve(exceeds(`${timeoutMs / 1000} s`)), timeoutMs);
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return exceeds(`${heapMebibytes} MiB of memory`);
    throw notStarted(error);
  } finally {
    clearTimeout(timer);
    void worker.terminate();
  }
}

async function findScript(): Promise<string | URL> {
  if (!IS_BUNDLED) return WORKER;
  try {
    return await readFile(WORKER, 'utf8');
  } catch (error) {
    throw notStarted(error);
  }
}

function notStarted(error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new InputError(`no thread can be started to parse it: ${message}`, code, error);
}

function exceeds(limit: string): Reply {
  return { message: `parsing it takes more than ${limit}`, position: undefined };
}
