/** How values become places on an axis, from 0 to 1. */
export interface Scale {
  /** Where a value is; what lies beyond an end is at that end. */
  place(value: number): number;
  /** The values that are written beside the axis. */
  readonly ticks: readonly number[];
}

/** Equal steps of a round size, from 0. */
export function linearScale(most: number): Scale {
  const step = roundStep(most / 4);
  const end = Math.ceil(most / step) * step;
  return {
    place: (value) => clamp(value / end),
    ticks: Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step),
  };
}

/** Each power of ten as far from the next, for values that are now and then many times as large. */
export function logarithmicScale(least: number, most: number): Scale {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  return {
    place: (value) => clamp((Math.log10(value) - from) / (to - from)),
    ticks: Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)),
  };
}

/** 1, 2 or 5 times a power of ten, not below the number. */
function roundStep(number: number): number {
  const power = 10 ** Math.floor(Math.log10(number));
  return power * ([1, 2, 5].find((step) => step * power >= number) ?? 10);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
