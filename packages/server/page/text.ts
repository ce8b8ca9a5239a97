/** `recommend-rebalance` and `inSeconds` as people write them: `Recommend rebalance`, `In seconds`. */
export function toWords(name: string): string {
  const words = name
    .replaceAll('-', ' ')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A time as a clock shows it, in UTC: `09:30:05`. */
export function timeOfDay(time: number | string): string {
  return new Date(time).toISOString().slice(11, 19);
}

/** A span as a countdown shows it: `1:05`, `2:00:00`, and `3 d 4 h` where seconds do not matter. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24];
  if (days > 0) return `${days} d ${hours} h`;
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) parts.unshift(hours);
  return parts.map((part, index) => (index === 0 ? part : String(part).padStart(2, '0'))).join(':');
}

/** Each field with its value: `status 503, times 3`. */
export function listFields(fields: object): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return value === true
        ? toWords(name).toLowerCase()
        : `${toWords(name).toLowerCase()} ${text}`;
    })
    .join(', ');
}
