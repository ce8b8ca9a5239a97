import { expect, test } from 'vitest';
import { explainMissing } from './missing-package.ts';

const notFound = (resource: string) => ({
  code: 'E404',
  summary: 'Not Found - GET https://registry.npmjs.org/x',
  detail: `The requested resource '${resource}' could not be found or you do not have permission to access it.`,
});

const noVersion = (spec: string) => ({
  code: 'ETARGET',
  summary: `No matching version found for ${spec}.`,
  detail:
    "In most cases you or one of your dependencies are requesting a package version that doesn't exist.",
});

test.each([
  [notFound('rack@latest'), 'rack@latest', 'npm finds no package rack@latest (E404).'],
  [notFound('rack@*'), 'rack@latest', 'npm finds no package rack@latest (E404).'],
  [notFound('@acme/rack@^1'), '@acme/rack@^1', 'npm finds no package @acme/rack@^1 (E404).'],
  [
    notFound('rack@https://example.com/rack.tgz'),
    'https://example.com/rack.tgz',
    'npm finds no package https://example.com/rack.tgz (E404).',
  ],
  [{ code: 'E404' }, 'rack@latest', 'npm finds no package rack@latest (E404).'],
  [noVersion('zod@1000'), 'zod@1000', 'npm finds no package zod@1000 (ETARGET).'],
])('what was asked for: %j', (error, spec, message) => {
  expect(explainMissing(error, spec)).toBe(message);
});

test.each([
  [notFound('bolt@1.0.0'), 'bolt@1.0.0', 'E404'],
  [notFound('@acme/bolt@1.0.0'), '@acme/bolt@1.0.0', 'E404'],
  [noVersion('bolt@1000.0.0'), 'bolt@1000.0.0', 'ETARGET'],
])('something that it needs: %j', (error, missing, code) => {
  for (const spec of ['file:/home/me/rack-1.0.0.tgz', 'rack@latest', 'bolt-rack@latest']) {
    expect(explainMissing(error, spec)).toBe(
      `npm finds no package ${missing}, needed by ${spec} (${code}).`,
    );
  }
});

test('another failure is not explained by it', () => {
  expect(explainMissing({ code: 'EINTEGRITY', summary: 'for x.' }, 'x@1')).toBeUndefined();
  expect(explainMissing({}, 'x@1')).toBeUndefined();
});
