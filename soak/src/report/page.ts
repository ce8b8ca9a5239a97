import { median } from '@aemm/bench/statistics';
import { formatNumber, renderTable } from '@aemm/bench/table';
import { MOST_MEMORY } from '../most-memory.ts';
import type { Verdict } from '../rules.ts';
import { SHORTEST } from '../rules.ts';
import type { Sample } from '../sample.ts';
import type { Soaked } from '../soak.ts';

/** What a report is made of. */
export interface Findings {
  /** What the numbers were taken on, and with. */
  readonly machine: Readonly<Record<string, string>>;
  readonly runs: readonly Soaked[];
  /** What each rule says of each run. */
  readonly verdicts: readonly (readonly Verdict[])[];
}

/** The report as a page in Markdown. @param pictures - where the pictures are, from the page */
export function renderPage({ machine, runs, verdicts }: Findings, pictures: string): string {
  return `# Soak

A mock is left to run for days in a cluster. \`npm run soak\` keeps the packed command line under mixed load for an hour, and
judges by fixed rules whether memory, descriptors and latency stay flat. This is what the last long run found.

<picture>
  <source srcset="${pictures}soak-dark.svg" media="(prefers-color-scheme: dark)">
  <img src="${pictures}soak-light.svg" alt="Memory, p99 of requests, and descriptors over time, of a mock of each profile">
</picture>

${Object.entries(machine)
  .map(([name, value]) => `- ${name}: ${value}`)
  .join('\n')}

## What runs

A mock of each profile at the same time, each a process of its own with the options that the images give Node. Each has
its control plane, a journal, a watched configuration file and a request log. Profile \`ec2\` keeps connections.

${describeLimit(runs)}

- **Reads** at a fixed rate: v1 and v2, leaves, listings, user data, credentials, paths that do not exist, tokens.
- **Reloads** of the file, each with other leaves. One file in five is broken, and the old configuration stays.
- **Operations**: tags, paths, notices, events, the clock, mandatory tokens, revoked tokens, reset.
- **Faults**, added and removed: an error status, latency, no answer, a reset, a closed connection, half a body.
- **Clients that leave** amid a request or an answer, close one half of the connection, or idle.
- **Slow readers** of answers, of the log and of the stream of events.

Every answer is checked against what the state of the mock allows at that time. Every line of the log has a known form.

## The rules

The last third of the time is compared with the second one. The first third is not compared: caches and the heap grow to
their size. A run of less than ${3 * SHORTEST} minutes is too short for that. Bare \`node:http\` and the mock are asked in turn. If
the latency of the former grows on a busy machine, that of the mock may grow as many times more.

${renderVerdicts(runs, verdicts)}

## The figures

${renderFigures(runs)}

Private memory is what the system cannot take back. Resident memory also has pages of the program file, and the memory of
the group has cached files as well: those the system takes back where memory is short.

Latency is that of a machine which the load keeps busy, beside whatever else runs on it. It is to be compared with that of bare
\`node:http\` at the same time; [Performance](performance.md) has the numbers of a quiet machine.

## What was done

${renderDone(runs)}
`;
}

function describeLimit(runs: readonly Soaked[]): string {
  const isLimited = runs.every(({ samples }) => samples.some(({ group }) => group !== undefined));
  return isLimited
    ? `Each is in a memory group of ${MOST_MEMORY} MiB, as the Helm chart limits it. A copy of Node is made in the group, so that the
pages of the program are charged to it as in a container.`
    : `**Memory was not limited in this run**, since its user may not make memory groups. It shows nothing about the limit of
${MOST_MEMORY} MiB.`;
}

function renderVerdicts(
  runs: readonly Soaked[],
  verdicts: readonly (readonly Verdict[])[],
): string {
  const rules = verdicts[0]?.map(({ rule }) => rule) ?? [];
  return renderTable([
    ['rule', ...runs.flatMap(({ profile }) => [`profile ${profile}`, ''])],
    ...rules.map((rule, index) => [
      rule,
      ...verdicts.flatMap((each) => [each[index]?.because ?? '', wordOf(each[index]?.holds)]),
    ]),
  ]);
}

function wordOf(holds: boolean | undefined): string {
  if (holds === undefined) return 'not judged';
  return holds ? 'kept' : 'broken';
}

/** A figure of a run, one number a sample. */
const FIGURES: Readonly<Record<string, (sample: Sample) => number | undefined>> = {
  'resident memory, MiB': ({ memory }) => memory,
  'private memory, MiB': ({ anonymous }) => anonymous,
  'memory of the group, MiB': ({ group }) => group,
  descriptors: ({ descriptors }) => descriptors,
  connections: ({ connections }) => connections,
  'p50, ms': ({ latency }) => latency.p50,
  'p50 of bare `node:http`, ms': ({ bare }) => bare.p50,
  'p99, ms': ({ latency }) => latency.p99,
  'p99 of bare `node:http`, ms': ({ bare }) => bare.p99,
};

function renderFigures(runs: readonly Soaked[]): string {
  const head = runs.flatMap(({ profile }) => [`${profile}: least`, 'median', 'most']);
  const rows = Object.entries(FIGURES).map(([name, of]) => [
    name,
    ...runs.flatMap(({ samples }) => {
      const numbers = samples.flatMap((sample) => of(sample) ?? []);
      const sums = [Math.min(...numbers), median(numbers), Math.max(...numbers)];
      return numbers.length === 0 ? ['', '', ''] : sums.map(formatNumber);
    }),
  ]);
  return renderTable([['', ...head], ...rows]);
}

function renderDone(runs: readonly Soaked[]): string {
  const kinds = [...new Set(runs.flatMap(({ done }) => Object.keys(done)))].toSorted();
  const count = (number = 0): string => number.toLocaleString('en');
  return renderTable([
    ['what', ...runs.map(({ profile }) => `profile ${profile}`)],
    [
      'requests that the mock counted',
      ...runs.map(({ samples }) => count(samples.at(-1)?.requests)),
    ],
    ...kinds.map((kind) => [kind, ...runs.map(({ done }) => count(done[kind]))]),
  ]);
}
