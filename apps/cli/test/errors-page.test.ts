import { readFileSync } from 'node:fs';
import { ERROR_CODES } from '@aemm/core';
import { PLUGIN_ERROR_CODES } from '@aemm/plugin-kit';
import { IDENTITY_ERROR_CODES, LISTEN_ERROR_CODES } from '@aemm/server';
import { expect, test } from 'vitest';
import { EXEC_ERROR_CODES } from '../src/exec/errors.ts';
import { USER_PLUGIN_ERROR_CODES } from '../src/user-plugins/errors.ts';

const ROW = /^\| `(?<code>AEMM_\w+)` \| (?<fault>\w+) \| (?<means>.*?) \| \S.* \|$/gm;

test('the page of errors lists every code, what it means and what to do, and no other', () => {
  const page = readFileSync(new URL('../../../docs/reference/errors.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(ROW)].map(({ groups = {} }) => {
    const { code, fault, means } = groups;
    return [code, { fault, means }] as const;
  });

  expect(rows).toEqual(
    [
      ERROR_CODES,
      LISTEN_ERROR_CODES,
      IDENTITY_ERROR_CODES,
      PLUGIN_ERROR_CODES,
      USER_PLUGIN_ERROR_CODES,
      EXEC_ERROR_CODES,
    ].flatMap((codes) => Object.entries(codes)),
  );
  expect(page.match(/`AEMM_\w+` \|/g)).toHaveLength(rows.length);
});
