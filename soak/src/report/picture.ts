import { MOST_MEMORY } from '../most-memory.ts';
import type { Sample } from '../sample.ts';
import type { Soaked } from '../soak.ts';
import type { Appearance, Colors } from './colors.ts';
import { COLORS } from './colors.ts';
import type { Scale } from './scale.ts';
import { linearScale, logarithmicScale } from './scale.ts';

/** A line of a panel: values over time. */
interface Line {
  readonly name: string;
  readonly color: string;
  readonly points: readonly (readonly [second: number, value: number])[];
}

/** One picture of several that share the axis of time. */
interface Panel {
  readonly title: string;
  readonly scale: Scale;
  readonly lines: readonly Line[];
  /** A bound that is drawn across. */
  readonly bound?: { readonly value: number; readonly label: string };
}

const WIDTH = 860;
const LEFT = 56;
const RIGHT = 16;
const TOP = 66;
const PANEL = { height: 150, distance: 206 };
const ACROSS = WIDTH - LEFT - RIGHT;

/** Draws memory, latency and descriptors over time as SVG. */
export function drawPicture(runs: readonly Soaked[], appearance: Appearance): string {
  const colors = COLORS[appearance];
  const panels = panelsOf(runs, colors);
  const seconds = Math.max(...runs.flatMap(({ samples }) => samples.map(({ at }) => at)));
  const height = TOP + panels.length * PANEL.distance;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="13" fill="${colors.text}">`,
    '<title>Memory, latency and descriptors of the mock under mixed load</title>',
    `<rect width="${WIDTH}" height="${height}" fill="${colors.ground}"/>`,
    ...panels.map((panel, index) =>
      drawPanel(panel, TOP + index * PANEL.distance, seconds, colors),
    ),
    drawThirds(height, colors),
    '</svg>\n',
  ].join('\n');
}

function panelsOf(runs: readonly Soaked[], colors: Colors): readonly Panel[] {
  const lines = (of: (sample: Sample) => number): Line[] =>
    runs.map(({ profile, samples }) => ({
      name: `profile ${profile}`,
      color: colors[profile],
      points: samples.map((sample) => [sample.at, of(sample)] as const),
    }));
  const bare: Line[] = runs.slice(0, 1).map(({ samples }) => ({
    name: 'bare node:http',
    color: colors.bare,
    points: samples.map(({ at, bare: { p99 } }) => [at, p99] as const),
  }));
  const latency = [...bare, ...lines((sample) => sample.latency.p99)];
  const descriptors = lines((sample) => sample.descriptors);
  return [
    {
      title: 'Resident memory, MiB',
      scale: linearScale(MOST_MEMORY * 1.1),
      lines: lines((sample) => sample.memory),
      bound: { value: MOST_MEMORY, label: `limit: ${MOST_MEMORY}` },
    },
    {
      title: 'p99 of steady requests, ms',
      scale: logarithmicScale(...rangeOf(latency)),
      lines: latency,
    },
    {
      title: 'Descriptors',
      scale: linearScale(rangeOf(descriptors)[1]),
      lines: descriptors,
    },
  ];
}

function rangeOf(lines: readonly Line[]): [least: number, most: number] {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  return [Math.min(...values), Math.max(...values)];
}

function drawPanel(panel: Panel, top: number, seconds: number, colors: Colors): string {
  const { title, scale, lines, bound } = panel;
  const x = (second: number): number => LEFT + (second / seconds) * ACROSS;
  const y = (value: number): number => top + (1 - scale.place(value)) * PANEL.height;
  return [
    `<text x="${LEFT}" y="${top - 14}" font-weight="600">${title}</text>`,
    drawLegend(lines, top),
    ...scale.ticks.map((tick) => drawTick(tick, y(tick), colors)),
    ...drawMinutes(seconds, x, top, colors),
    ...(bound === undefined ? [] : [drawBound(bound.label, y(bound.value), colors)]),
    ...lines.map(
      ({ color, points }) =>
        `<path d="${pathOf(points.map(([second, value]) => [x(second), y(value)]))}" fill="none" stroke="${color}" stroke-width="1.5" stroke-linejoin="round"/>`,
    ),
  ].join('\n');
}

function drawLegend(lines: readonly Line[], top: number): string {
  return lines
    .toReversed()
    .map(({ name, color }, index) => {
      const right = WIDTH - RIGHT - index * 132;
      return `<path d="M${right - 120} ${top - 18}h18" stroke="${color}" stroke-width="3"/><text x="${right - 96}" y="${top - 14}">${name}</text>`;
    })
    .join('');
}

function drawTick(tick: number, y: number, { grid }: Colors): string {
  return `<path d="M${LEFT} ${one(y)}H${WIDTH - RIGHT}" stroke="${grid}"/><text x="${LEFT - 8}" y="${one(y + 4)}" text-anchor="end">${tick.toLocaleString('en')}</text>`;
}

function drawBound(label: string, y: number, { bound }: Colors): string {
  return `<path d="M${LEFT} ${one(y)}H${WIDTH - RIGHT}" stroke="${bound}" stroke-dasharray="6 4"/><text x="${WIDTH - RIGHT}" y="${one(y - 5)}" text-anchor="end" fill="${bound}">${label}</text>`;
}

/** The times below a panel, in minutes; some six of them. */
function drawMinutes(
  seconds: number,
  x: (second: number) => number,
  top: number,
  { grid }: Colors,
): string[] {
  const below = top + PANEL.height;
  const minutes = linearScale(seconds / 60).ticks.filter((minute) => minute * 60 <= seconds);
  return minutes.map(
    (minute) =>
      `<path d="M${one(x(minute * 60))} ${below}v5" stroke="${grid}"/><text x="${one(x(minute * 60))}" y="${below + 20}" text-anchor="middle">${minute === 0 ? '0 min' : minute}</text>`,
  );
}

/** What is compared with what: the last third with the second one. */
function drawThirds(height: number, { grid, faint }: Colors): string {
  const names = ['not compared', 'second third', 'last third'];
  return names
    .map((name, index) => {
      const x = LEFT + (index / 3) * ACROSS;
      const edge = `<path d="M${one(x)} 30V${height - PANEL.distance + PANEL.height}" stroke="${grid}" stroke-dasharray="2 3"/>`;
      return `${index === 0 ? '' : edge}<text x="${one(x + ACROSS / 6)}" y="26" text-anchor="middle" fill="${faint}">${name}</text>`;
    })
    .join('');
}

function pathOf(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${one(x)} ${one(y)}`).join('');
}

function one(number: number): string {
  return number.toFixed(1).replace(/\.0$/, '');
}
