import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Load } from './load.ts';

/** wrk in one thread. It knows no method but GET without a script. */
export function wrkLoad(name: string, folder: string): Load {
  const script = join(folder, 'put.lua');
  writeFileSync(script, 'wrk.method = "PUT"\n');
  return {
    name,
    isFine: true,
    async run(port, { method, path, headers }, connections, seconds) {
      const { stdout } = await promisify(execFile)('wrk', [
        ...['--threads', '1', '--connections', String(connections)],
        ...['--duration', `${Math.ceil(seconds)}s`, '--latency'],
        // Connections are kept without it, but not by profile ec2.
        ...['-H', 'Connection: keep-alive'],
        ...Object.entries(headers).flatMap(([header, value]) => ['-H', `${header}: ${value}`]),
        ...(method === 'PUT' ? ['--script', script] : []),
        `http://127.0.0.1:${port}${path}`,
      ]);
      return {
        rate: Number(/^Requests\/sec:\s+([\d.]+)/m.exec(stdout)?.[1]),
        p50: milliseconds(stdout, '50%'),
        p99: milliseconds(stdout, '99%'),
      };
    },
  };
}

const MILLISECONDS = { us: 0.001, ms: 1, s: 1000 };

function milliseconds(report: string, percentile: string): number {
  const found = new RegExp(`^\\s+${percentile}\\s+([\\d.]+)(us|ms|s)$`, 'm').exec(report);
  return Number(found?.[1]) * MILLISECONDS[found?.[2] as keyof typeof MILLISECONDS];
}
