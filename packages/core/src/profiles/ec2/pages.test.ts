import { expect, test } from 'vitest';
import { EXPECTATION_FAILED_PAGE, FORBIDDEN_PAGE, NOT_FOUND_PAGE } from './pages.ts';

test.each([
  { page: NOT_FOUND_PAGE, title: '404 - Not Found', indent: '\t\t ', bytes: 339 },
  { page: FORBIDDEN_PAGE, title: '403 - Forbidden', indent: '\t', bytes: 337 },
  {
    page: EXPECTATION_FAILED_PAGE,
    title: '417 - Expectation Failed',
    indent: '         ',
    bytes: 363,
  },
])('the page $title, byte for byte', ({ page, title, indent, bytes }) => {
  expect(page.split('\n')).toEqual([
    '<?xml version="1.0" encoding="iso-8859-1"?>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"',
    `${indent}"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">`,
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">',
    ' <head>',
    `  <title>${title}</title>`,
    ' </head>',
    ' <body>',
    `  <h1>${title}</h1>`,
    ' </body>',
    '</html>',
    '',
  ]);
  expect(new TextEncoder().encode(page)).toHaveLength(bytes);
});
