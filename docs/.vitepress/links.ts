import { posix } from 'node:path';

const BLOB = 'https://github.com/aemm-dev/aemm/blob/main';

/**
 * The address on the site of a link in a page. The pages link files, so that the links work in the repository too: a file
 * outside of the documentation is only there.
 *
 * @param page path of the page, from the folder of the documentation
 */
export function toSiteLink(link: string, page: string): string {
  if (/^[a-z]+:|^[#/]/.test(link)) return link;
  const target = posix.join(posix.dirname(page), link);
  if (target.startsWith('../')) return `${BLOB}/${target.slice('../'.length)}`;
  return link.replace(/README\.md(?=#|$)/, 'index.md');
}
