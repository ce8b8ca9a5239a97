import { posix } from 'node:path';

/** Pages by their path from the root of the repository. */
export type Pages = ReadonlyMap<string, string>;

const LINK = /\]\((?<link>[^()\s]+)\)/g;

/** Where the pages of the documentation are listed: the site takes its navigation from the first list. */
const LISTS: readonly string[] = ['docs/README.md', 'docs/decisions/README.md'];

/** The lists themselves, and the front page of the site, which only the site has. */
const UNLISTED: readonly string[] = ['docs/README.md', 'docs/index.md'];

/** The pages below `docs` that no list names. */
export function findUnlisted(pages: Pages): string[] {
  const listed = new Set(
    LISTS.flatMap((list) =>
      findLinks(pages.get(list) ?? '').map((link) => resolve(list, link).path),
    ),
  );
  return [...pages.keys()]
    .filter((page) => page.startsWith('docs/'))
    .filter((page) => !listed.has(page) && !UNLISTED.includes(page))
    .map((page) => `${page} is in no list: add a line for it to ${listFor(page)}`);
}

function listFor(page: string): string {
  return LISTS.find((list) => posix.dirname(list) === posix.dirname(page)) ?? 'docs/README.md';
}

/**
 * The links of all pages that lead to no file, or to no heading of one.
 *
 * @param exists whether the repository has a file or folder
 */
export function findDeadLinks(pages: Pages, exists: (path: string) => boolean): string[] {
  return [...pages].flatMap(([page, markdown]) =>
    findLinks(markdown).flatMap((link) => {
      const { path, heading } = resolve(page, link);
      if (!exists(path)) return [`${page}: ${link}: the repository has no ${path}`];
      const target = pages.get(path);
      if (heading === '' || target === undefined) return [];
      if (findHeadings(target).includes(heading)) return [];
      return [`${page}: ${link}: ${path} has no such heading`];
    }),
  );
}

/** The links of a page to files of the repository. */
function findLinks(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(LINK)]
    .map(({ groups = {} }) => String(groups.link))
    .filter((link) => !/^[a-z]+:/.test(link));
}

function resolve(page: string, link: string): { path: string; heading: string } {
  const [file = '', heading = ''] = link.split('#');
  const path = file === '' ? page : posix.join(posix.dirname(page), file);
  return { path: path.replace(/\/$/, ''), heading };
}

/** The headings of a page, as links name them. */
function findHeadings(markdown: string): string[] {
  return [...markdown.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, '');
}
