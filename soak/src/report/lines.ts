import { formatNumber } from '@aemm/bench/table';
import type { Profile } from '../config-file.ts';
import type { Verdict } from '../rules.ts';
import type { Sample } from '../sample.ts';
import type { Soaked } from '../soak.ts';

/** One line for a sample, while the run goes on. */
export function describeSample(profile: Profile, sample: Sample): string {
  const { at, memory, anonymous, descriptors, requests, latency } = sample;
  const megabytes = `${formatNumber(memory)} MiB (private ${formatNumber(anonymous)})`;
  const times = `p50 ${formatNumber(latency.p50)}, p99 ${formatNumber(latency.p99)} ms`;
  const minute = (at / 60).toFixed(1);
  return `${minute} min, ${profile}: ${megabytes}, ${descriptors} descriptors, ${requests} requests, ${times}`;
}

/** What the rules say of a run: what is broken or was not judged, and what was unexpected. */
export function describeRun(run: Soaked, verdicts: readonly Verdict[]): readonly string[] {
  const { profile, unexpected } = run;
  const kept = verdicts.filter(({ holds }) => holds === true).length;
  return [
    `Profile ${profile}: ${kept} of ${verdicts.length} rules kept.`,
    ...verdicts
      .filter(({ holds }) => holds !== true)
      .map(({ rule, holds, because }) => {
        const word = holds === undefined ? 'Not judged' : 'BROKEN';
        return `  ${word}: ${rule} (${because})`;
      }),
    ...unexpected.map((each) => `  Unexpected: ${each}`),
  ];
}

/** How long the load lasted. */
export function describeTime(runs: readonly Soaked[], isCut: boolean): string {
  const seconds = Math.max(0, ...runs.map(({ samples }) => samples.at(-1)?.at ?? 0));
  const minutes = `${(seconds / 60).toFixed(1)} minutes`;
  return isCut ? `${minutes}, cut short` : minutes;
}
