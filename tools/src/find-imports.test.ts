import { expect, test } from 'vitest';
import { findImports } from './find-imports.ts';

test('every form of import is found', () => {
  const source = `
    import type { A } from 'type-import';
    import './side-effect.ts';
    export { b } from 're-export';
    export * from 're-export-all';
    const c = await import('dynamic');
    type D = import('inline-type').D;
    const e = "import 'text'";
    const f = require('required');
    const g = unknown.require('else'), h = require(e);
  `;

  expect(findImports('any.ts', source).sort()).toEqual([
    './side-effect.ts',
    'dynamic',
    'inline-type',
    're-export',
    're-export-all',
    'required',
    'type-import',
  ]);
});
