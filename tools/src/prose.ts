/** Words that this project once used privately. Each has a standard term; see `docs/glossary.md`. */
const PRIVATE_WORDS =
  /\b(?:said|unsaid|told|untold|tells?|odd|oddly|obeys?|rivals?|blames?|admits?|admitted|complains?|complaints?|confess|whoever|nobody|mends?|mended|(?<!there )(?:is|are|was|were) no (?!longer|more|such)[a-z]+)\b/gi;

const ENDPOINT = /AWS_EC2_METADATA_SERVICE_ENDPOINT(?:=|: | = )(?<value>(?:\{\{.*?\}\})?\S*)/g;

/** The private words of a page in Markdown, with their lines. Code is not prose. */
export function findPrivateWords(markdown: string): string[] {
  return findByLine(
    markdown
      .replace(/^```.*?^```$/gms, (block) => block.replace(/[^\n]/g, ''))
      .replace(/`[^`\n]*`/g, ''),
  );
}

/** The private words of code, with their lines: in comments, texts and names, parts of names included. */
export function findPrivateNames(code: string): string[] {
  return findByLine(code.replace(/(?<=[a-z\d])(?=[A-Z])|_/g, ' '));
}

function findByLine(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(PRIVATE_WORDS)].map(([word]) => `${index + 1}: ${word}`),
    );
}

/** The values of AWS's endpoint variable that lack the slash at the end, without which botocore fails. */
export function findBareEndpoints(text: string): string[] {
  return [...text.matchAll(ENDPOINT)].flatMap(({ groups = {} }) => {
    const value = String(groups.value).replace(/[`;.,]+$/, '');
    return value.endsWith('/') ? [] : [value];
  });
}
