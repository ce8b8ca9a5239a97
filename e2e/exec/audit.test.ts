import { describe, expect, test } from 'vitest';
import { runExec } from './support/run.ts';

/** Asks as a client of each version does, and then exits. */
function client({ v1 = 0, v2 = 0, status = 0 }): string[] {
  const source = `
    const url = process.env.INSTANCE_METADATA_URL;
    const userAgent = { 'user-agent': 'client/1.0' };
    (async () => {
      for (let n = 0; n < ${v1}; n++) await fetch(url + '/latest/meta-data/mac', { headers: userAgent });
      for (let n = 0; n < ${v2}; n++) {
        const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
        const token = await (await fetch(url + '/latest/api/token', { method: 'PUT', headers: ttl })).text();
        await fetch(url + '/latest/meta-data/mac', { headers: { 'x-aws-ec2-metadata-token': token } });
      }
      process.exitCode = ${status};
    })();
  `;
  return ['--', process.execPath, '-e', source];
}

const REPORT = `IMDSv1 audit: 2 of 4 requests came without a session token.
  2 x /latest/meta-data/mac  client/1.0
`;

describe('an audit of what a command asks', () => {
  test.each([
    ['nothing is reported unless asked for', [], { v1: 2 }, 0, ''],
    ['--audit reports, and changes nothing', ['--audit'], { v1: 2, v2: 1 }, 0, REPORT],
    ['--fail-on-imdsv1 fails, and reports', ['--fail-on-imdsv1'], { v1: 2, v2: 1 }, 1, REPORT],
    ['--fail-on-imdsv1 is silent where all is well', ['--fail-on-imdsv1'], { v2: 2 }, 0, ''],
    ['a failure keeps its status', ['--fail-on-imdsv1'], { v1: 2, v2: 1, status: 7 }, 7, REPORT],
    [
      'what was refused is reported too',
      ['--audit', '--imdsv2'],
      { v1: 1 },
      0,
      'IMDSv1 audit: 1 of 1 request came without a session token.\n  1 x /latest/meta-data/mac (refused: 401)  client/1.0\n',
    ],
  ])('%s', async (_, flags, asks, status, stderr) => {
    expect(await runExec([...flags, ...client(asks)])).toMatchObject({ status, stderr });
  });
});
