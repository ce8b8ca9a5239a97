import { readdirSync, readFileSync } from 'node:fs';
import { percentile } from '@aemm/bench/statistics';
import { control } from './control.ts';
import type { Mock } from './mock.ts';
import type { Probe } from './probe.ts';

/** Milliseconds that half, and 99 of 100, of the answers took at most. */
interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** What a mock takes and how it answers, at one time. */
export interface Sample {
  /** Seconds since the load began. */
  readonly at: number;
  /** Resident memory in MiB, now and at most so far. */
  readonly memory: number;
  readonly peak: number;
  /** What of it the system cannot take back: all but the pages of files. */
  readonly anonymous: number;
  /** Memory of its group in MiB, with cached pages of files; absent where memory is not limited. */
  readonly group?: number;
  /** Open files and connections, as the system counts them. */
  readonly descriptors: number;
  /** Connections of the metadata port, and requests that were answered on it, as the mock counts them. */
  readonly connections: number;
  readonly requests: number;
  /** Of the steady requests since the sample before: to the mock, and to bare `node:http`. */
  readonly latency: Latency;
  readonly bare: Latency;
}

const MEBIBYTE = 2 ** 20;

/** @throws Error if there is nothing to measure */
export async function takeSample(mock: Mock, probe: Probe, at: number): Promise<Sample> {
  const { mock: times, bare } = await probe.take();
  if (times.length * bare.length === 0) throw new Error('the steady requests are not answered');
  const { body } = await control(mock.controlPort, 'GET', '/metrics');
  const group = mock.groupMemory;
  return {
    at,
    memory: memoryOf(mock.pid, 'VmRSS'),
    peak: memoryOf(mock.pid, 'VmHWM'),
    anonymous: memoryOf(mock.pid, 'RssAnon'),
    ...(group !== undefined && { group: group / MEBIBYTE }),
    descriptors: countDescriptors(mock.pid),
    connections: metricOf(body, 'aemm_connections'),
    requests: metricOf(body, 'aemm_requests_total'),
    latency: latencyOf(times),
    bare: latencyOf(bare),
  };
}

/** Files and connections that a process has open. */
export function countDescriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function latencyOf(times: readonly number[]): Latency {
  return { p50: percentile(times, 50), p99: percentile(times, 99) };
}

/** A kind of memory of a process, as the system counts it, in MiB. */
function memoryOf(pid: number, kind: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${kind}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
}

/** The sum of all that is counted by a name. */
function metricOf(metrics: string, name: string): number {
  const lines = metrics.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'gm'));
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
}
