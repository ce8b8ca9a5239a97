import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const DOCS = new URL('..', import.meta.url);
const LISTED = /^(?:## (?<section>.+)|(?:-|\d+\.) \[(?<text>[^\]]+)\]\((?<path>[^)#]+\.md)\).*)$/gm;

/** The sidebar: the sections and pages that `README.md` lists, and all decisions below the page that lists them. */
export function readSidebar(): DefaultTheme.SidebarItem[] {
  const sections: Required<Pick<DefaultTheme.SidebarItem, 'text' | 'items'>>[] = [];
  for (const { section, text, path } of listed('README.md')) {
    if (section !== undefined) sections.push({ text: section, items: [] });
    else if (path !== undefined) sections.at(-1)?.items.push(toItem(text, path));
  }
  return sections;
}

function toItem(text: string | undefined, path: string): DefaultTheme.SidebarItem {
  const item = { text: text?.replaceAll('`', '') ?? path, link: toLink(path) };
  if (!path.endsWith('README.md')) return item;
  const items = listed(path).flatMap((entry) =>
    entry.path === undefined
      ? []
      : [toItem(entry.text, posix.join(posix.dirname(path), entry.path))],
  );
  return { ...item, collapsed: true, items };
}

function listed(page: string): { section?: string; text?: string; path?: string }[] {
  const markdown = readFileSync(new URL(page, DOCS), 'utf8');
  return [...markdown.matchAll(LISTED)].map(({ groups = {} }) => groups);
}

/** Where the site has a page. */
function toLink(path: string): string {
  return `/${path.replace(/README\.md$/, '').replace(/\.md$/, '')}`;
}
