import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Load } from './load.ts';

/** autocannon, in a process of its own. */
export function autocannonLoad(): Load {
  const require = createRequire(import.meta.url);
  const { version } = require('autocannon/package.json');
  return {
    name: `autocannon ${version}`,
    // Whole milliseconds.
    isFine: false,
    async run(port, { method, path, headers }, connections, seconds) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        require.resolve('autocannon'),
        ...['--json', '--method', method],
        ...['--connections', String(connections), '--duration', String(seconds)],
        ...Object.entries(headers).flatMap(([header, value]) => ['-H', `${header}=${value}`]),
        `http://127.0.0.1:${port}${path}`,
      ]);
      const { requests, latency } = JSON.parse(stdout);
      return { rate: requests.average, p50: latency.p50, p99: latency.p99 };
    },
  };
}
