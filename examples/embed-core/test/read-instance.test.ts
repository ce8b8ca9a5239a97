import { describe, expect, test } from 'vitest';
import { inspect } from '../src/inspect.ts';
import { readInstance } from '../src/read-instance.ts';

describe('the description of an instance', () => {
  test('may be empty', () => {
    expect(readInstance('')).toEqual({});
    expect(inspect(readInstance('{}'))[0]).toEqual({
      path: '/latest/dynamic/fws/instance-monitoring',
      type: 'text/plain',
      body: 'disabled',
    });
  });

  test('that is wrong is answered with every problem', () => {
    expect(() => readInstance('{ "accountId": "1", "zone": "x", "tags": { "a": 1 } }')).toThrow(
      'accountId is not allowed; tags.a is not allowed; there is no zone',
    );
    expect(() => readInstance('[]')).toThrow('the description is not allowed');
    expect(() => readInstance('{')).toThrow(SyntaxError);
  });
});
