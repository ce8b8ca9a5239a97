const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Lines of a text that hold something a terminal would act on, quoted. */
export function unprintableLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => UNPRINTABLE.test(line))
    .map((line) => `unprintable: ${JSON.stringify(line)}`);
}
