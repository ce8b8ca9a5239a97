/** What may be asked of a service that is recorded. */
export interface RecordLimits {
  /** How many requests are sent. */
  readonly requests: number;
  /** How many bytes the bodies have, all together. */
  readonly bytes: number;
  /** How many names a path has. */
  readonly depth: number;
  /** Milliseconds for one answer. */
  readonly answerMs: number;
  /** Milliseconds for all of them. */
  readonly totalMs: number;
}

export const RECORD_LIMITS: RecordLimits = {
  requests: 5000,
  // A configuration file may have 4 MiB, and quotes what it holds.
  bytes: 1024 * 1024,
  depth: 16,
  answerMs: 5000,
  totalMs: 120_000,
};

/** A service that is recorded. */
export interface RecordClient {
  /** Whether requests carry a session token. */
  readonly hasToken: boolean;
  /** The body at a path; `undefined` if there is none. Throws an error for people. */
  get(path: string): Promise<Uint8Array | undefined>;
}

const TOKEN_PATH = '/latest/api/token';

/** Long enough for the whole recording. */
const TOKEN_TTL = { 'x-aws-ec2-metadata-token-ttl-seconds': '300' };

/** Gets a session token, or goes on without where the service has none, and then asks within the limits. */
export async function createClient(origin: URL, limits: RecordLimits): Promise<RecordClient> {
  const deadline = AbortSignal.timeout(limits.totalMs);
  let requests = 0;
  let bytes = 0;
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    if (++requests > limits.requests) throw new Error(`it has more than ${limits.requests} paths`);
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(limits.answerMs)]);
    try {
      return await fetch(new URL(path, origin), { ...init, signal, redirect: 'error' });
    } catch (error) {
      throw failureAt(path, error);
    }
  };
  const count = (more: number): void => {
    bytes += more;
    if (bytes > limits.bytes)
      throw new Error(`all bodies together have more than ${limits.bytes} bytes`);
  };
  const readBody = async (path: string, response: Response): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of response.body ?? []) {
        count(chunk.length);
        chunks.push(chunk);
      }
    } catch (error) {
      throw failureAt(path, error);
    }
    return Buffer.concat(chunks);
  };
  const answer = await send(TOKEN_PATH, { method: 'PUT', headers: TOKEN_TTL });
  const token = answer.ok
    ? new TextDecoder().decode(await readBody(TOKEN_PATH, answer)).trim()
    : '';
  const headers: Record<string, string> = token === '' ? {} : { 'x-aws-ec2-metadata-token': token };
  return {
    hasToken: token !== '',
    async get(path) {
      const response = await send(path, { headers });
      if (response.status === 200) return readBody(path, response);
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      throw new Error(`${path} answers with status ${response.status}`);
    },
  };
}

/** Errors of a connection by their codes, in words. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection ended before the answer did',
  UND_ERR_SOCKET: 'the connection ended before the answer did',
  Z_DATA_ERROR: 'the body is not encoded as its header says',
};

/** `fetch` hides the reason in the cause. */
function failureAt(path: string, error: unknown): Error {
  const { cause, message, name } = error as Error & { cause?: { code?: string; message?: string } };
  const { code = '' } = cause ?? {};
  const words = WORDS[code] && `${WORDS[code]} (${code})`;
  const reason = name === 'TimeoutError' ? 'it takes too long to answer' : words;
  return new Error(`${path}: ${reason ?? (cause?.message || code || message)}`, { cause: error });
}
