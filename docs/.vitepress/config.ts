import { defineConfig } from 'vitepress';
import { toAnchor, toSiteLink } from './links.ts';
import { readSidebar } from './navigation.ts';

const REPOSITORY = 'https://github.com/aemm-dev/aemm';

export default defineConfig({
  title: 'EC2 metadata mock',
  description: 'A simulator of the EC2 Instance Metadata Service for local testing',
  lang: 'en',
  // The list of all pages is the sidebar here.
  srcExclude: ['README.md'],
  rewrites: { 'decisions/README.md': 'decisions/index.md' },
  outDir: 'dist',
  cacheDir: 'node_modules/.cache/vitepress',
  // Guides name the address of the mock on the reader's machine. Other dead links fail the build.
  ignoreDeadLinks: 'localhostLinks',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  // esbuild, which is newer than this Vite expects, does not lower the code for the browsers that Vite names.
  vite: {
    build: { target: 'es2022' },
    optimizeDeps: { esbuildOptions: { target: 'es2022' } },
  },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark' },
    languageAlias: { console: 'shellsession', gitignore: 'ini' },
    anchor: { slugify: toAnchor },
    config(markdown) {
      markdown.core.ruler.push('site-links', ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const link = token.attrGet('href');
          if (link !== null) token.attrSet('href', toSiteLink(link, env.relativePath));
        }
      });
    },
  },
  themeConfig: {
    logo: '/icon.svg',
    search: { provider: 'local' },
    sidebar: readSidebar(),
    outline: [2, 3],
    nav: [
      { text: 'Guides', link: '/guides/move-from-aemm', activeMatch: '/guides/' },
      { text: 'Reference', link: '/reference/settings', activeMatch: '/reference/' },
      { text: 'Decisions', link: '/decisions/', activeMatch: '/decisions/' },
    ],
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path` },
    footer: {
      message: 'Apache-2.0. Not affiliated with Amazon Web Services.',
    },
  },
});
