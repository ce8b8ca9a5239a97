import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

/** What a process has loaded after it built a server and listened. */
function loaded(): { readonly builtins: string[]; readonly files: string[] } {
  const script = `
    import { createRequire } from 'node:module';
    import { buildServer, listen, stop } from '@aemm/server';
    const server = buildServer({ imds: {} });
    await listen(server, { host: '127.0.0.1', port: 0 });
    const files = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify({ builtins: process.moduleLoadList, files }));
    await stop(server);
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  });
  return JSON.parse(output);
}

describe('a server that listens', () => {
  const { builtins, files } = loaded();

  test('has loaded fastify', () => {
    expect(files.filter((file) => file.includes('/fastify/'))).not.toEqual([]);
  });

  test('has not loaded an HTTP client', () => {
    expect(builtins.filter((name) => name.includes('undici'))).toEqual([]);
  });

  test.each(['/ajv/', '/@fastify/ajv-compiler/', '/fast-json-stringify-compiler/', '/pino/'])(
    'has not loaded %s',
    (part) => {
      expect(files.filter((file) => file.includes(part))).toEqual([]);
    },
  );
});
