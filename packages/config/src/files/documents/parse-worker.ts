import { parentPort, workerData } from 'node:worker_threads';
import { DocumentError } from './document.ts';
import { locatePlaces, parseDocument } from './parse-document.ts';
import type { Job, Reply } from './thread.ts';

// The thread that thread.ts starts for one job. An unexpected error ends it as an unhandled rejection.
void perform(workerData).then((reply) => parentPort?.postMessage(reply));

async function perform({ source, places }: Job): Promise<Reply> {
  try {
    if (places !== undefined) return { value: await locatePlaces(source, places) };
    return { value: await parseDocument(source) };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { message, position } = error;
    return { message, position };
  }
}
