import { posix } from 'node:path';

const BLOB = 'https://github.com/aemm-dev/aemm/blob/main';

/**
 * The address on the site of a link in a page. The pages link files, so that the links work in the repository too. What is no
 * page is only there.
 *
 * @param page path of the page, from the folder of the documentation
 */
export function toSiteLink(link: string, page: string): string {
  if (/^[a-z]+:|^[#/]/.test(link)) return link;
  const target = posix.join('docs', posix.dirname(page), link);
  if (!/^docs\/.*\.md(#|$)/.test(target)) return `${BLOB}/${target}`;
  return link.replace(/README\.md(?=#|$)/, 'index.md');
}

/** The name of a heading in links, which is that of GitHub, so that one link serves both. */
export function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}
