import type { Ask } from '../wire.ts';

/** What a server did under load. */
export interface Throughput {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds that half, and 99 of 100 requests, took at most. */
  readonly p50: number;
  readonly p99: number;
}

/** Sends a request again and again over connections that are kept open. */
export interface Load {
  /** Its name and version. */
  readonly name: string;
  /** Whether its times are finer than what an answer takes. */
  readonly isFine: boolean;
  run(port: number, ask: Ask, connections: number, seconds: number): Promise<Throughput>;
}
