/** A block of a guide: a file to write, commands to type, or what they print. */
export type GuideBlock =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'run' | 'start'; readonly text: string }
  | { readonly kind: 'output'; readonly text: string };

const BLOCK = /^```(?<language>\w+)(?: (?<note>\S+))?\n(?<text>.*?)^```$/gms;

/** Reads the blocks of code in a guide, in their order. Each must be one that a test can carry out. */
export function readGuide(markdown: string): GuideBlock[] {
  return [...markdown.matchAll(BLOCK)].map(({ groups = {} }) => {
    const { language = '', note, text = '' } = groups;
    if (language === 'text') return { kind: 'output', text };
    if (language === 'sh') return { kind: note === 'start' ? 'start' : 'run', text };
    if (note !== undefined) return { kind: 'file', name: note, text };
    throw new Error(`A block of ${language} in the guide has no file name:\n${text}`);
  });
}
