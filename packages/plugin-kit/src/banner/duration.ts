const UNITS = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/**
 * Writes a duration in its two largest units: `2 min 5 s`.
 *
 * @param seconds - a whole number, at least 0
 */
export function formatDuration(seconds: number): string {
  const first = UNITS.findIndex((unit) => seconds >= unit.seconds);
  if (first < 0) return '0 s';
  let rest = seconds;
  const parts = UNITS.slice(first, first + 2).map((unit) => {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    return { count, text: `${count} ${unit.name}` };
  });
  return parts.flatMap(({ count, text }) => (count > 0 ? [text] : [])).join(' ');
}
