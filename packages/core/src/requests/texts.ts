/** So many texts are remembered; beyond them it begins anew. */
const MOST = 512;

/** Texts of requests, of which clients repeat few. */
export interface Texts {
  /** The same text, of which one copy is kept for all who hold it. */
  share(text: string): string;
}

/** Creates a memory of texts. Long ones, which only differ, are not remembered. */
export function createTexts(longest = 256): Texts {
  const known = new Map<string, string>();
  return {
    share(text) {
      const shared = known.get(text);
      if (shared !== undefined) return shared;
      if (text.length > longest) return text;
      if (known.size >= MOST) known.clear();
      known.set(text, text);
      return text;
    },
  };
}
