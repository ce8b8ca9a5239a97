import { expect, test } from 'vitest';
import { listRoutes } from './list-routes.ts';

test('A list of routes names all of them, or as many as fit on a line and the number of the others.', () => {
  const paths = Array.from({ length: 10_000 }, (_, index) => `/latest/meta-data/many/${index}`);

  expect(listRoutes(paths.slice(0, 3), 'mock routes')).toBe(paths.slice(0, 3).join(', '));
  const line = listRoutes(paths, 'mock routes');
  const [, left] =
    /^\/latest\/meta-data\/many\/0, .*, and (\d+) more: see "mock routes"$/.exec(line) ?? [];
  expect(line.split(', ').length - 1 + Number(left)).toBe(10_000);
  expect(line.length).toBeLessThan(2 ** 16 + 100);
});
