import type { Log } from '@aemm/server';
import { createLog } from '@aemm/server';

/** A log that keeps its lines, without their time. */
export function createMemoryLog(lines: string[]): Log {
  const decoder = new TextDecoder();
  return createLog({
    format: 'off',
    clock: { now: () => Date.now() },
    sink(bytes, done) {
      const text = decoder.decode(bytes);
      lines.push(...text.trimEnd().split('\n').map(withoutTime));
      done();
    },
  });
}

function withoutTime(line: string): string {
  return line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '');
}
