import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { startMock, wordsOf } from '../cli/support/mock.ts';

/** A line break, a colour, a title of the window, the end of a line overwritten, and text that runs backwards. */
const HOSTILE = 'x\n\u001b[31mWarning: forged\u001b]0;title\u0007\r\u0085\u2028\u202Egnp';
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const q = (text: string): string => JSON.stringify(text);

/** Files that bring the text into each kind of message. */
const FILES: readonly (readonly [name: string, file: string, text: string])[] = [
  ['an unknown key', 'a.json', `{${q(HOSTILE)}: 1}`],
  ['an unknown key of a section', 'a.yaml', `spot: {${q(HOSTILE)}: 1}`],
  ['a key of half a leaf', 'a.json', `{"metadata": {"values": {${q(HOSTILE)}: 1}}}`],
  ['a key that is given twice', 'a.json', `{${q(HOSTILE)}: 1, ${q(HOSTILE)}: 2}`],
  ['a value that is not allowed', 'a.json', `{"spot": {"action": ${q(HOSTILE)}}}`],
  ['a path that cannot be served', 'a.json', `{"metadata": {"paths": {"mac": ${q(HOSTILE)}}}}`],
  ['a tag', 'a.json', `{"instance": {"tags": {${q(`a/${HOSTILE}`)}: "b"}}}`],
  ['a field of the instance', 'a.json', `{"instance": {${q(HOSTILE)}: "b"}}`],
  ['a path that two leaves share', 'a.yaml', sharedPath('/latest/\u202Egnp')],
  ['a syntax error of YAML', 'a.yaml', `a: *${HOSTILE}`],
  ['a tag of YAML', 'a.yaml', 'a: !\u202E<x> 1'],
  ['a syntax error of TOML', 'a.toml', `a = ${HOSTILE}`],
  ['a syntax error of JSON', 'a.json', `{"a": ${HOSTILE}}`],
  ['a name', `${HOSTILE}.json`, '{"imdsv3": true}'],
];

function sharedPath(path: string): string {
  return `metadata: { paths: { mac: ${q(path)}, ami-id: ${q(path)} } }`;
}

describe.skipIf(process.platform === 'win32')('control characters of a config file', () => {
  test.for(FILES)('do not reach the terminal by %s', async ([, file, text]) => {
    using tree = tempTree({ [file]: text });
    const { stdout, stderr } = await runCli(['config', 'validate', file], { home: tree.path });
    const lines = `${stdout}${stderr}`.trimEnd().split('\n');

    expect(lines.filter((line) => UNPRINTABLE.test(line))).toEqual([]);
    for (const line of lines) {
      expect(line).toMatch(
        /^(?:Warning: (?!forged)|Invalid config file |Error while |.* is valid\.$)/,
      );
    }
    expect(lines.length).toBeLessThanOrEqual(3);
  });

  test('do not reach the terminal by config show', async () => {
    const paths = { [HOSTILE]: '/latest/x' };
    using tree = tempTree({ 'a.json': { metadata: { paths, values: { [HOSTILE]: HOSTILE } } } });
    const { stdout, stderr } = await runCli(wordsOf('config show -c a.json'), { home: tree.path });

    expect(stdout).toContain('gnp');
    const lines = `${stdout}${stderr}`.trimEnd().split('\n');
    expect(lines.filter((line) => UNPRINTABLE.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('Warning: forged'))).toEqual([]);
  });

  test('do not reach the log of a mock', async () => {
    using tree = tempTree({ 'a.json': '{}' });
    await using mock = await startMock('-c a.json -w', { home: tree.path });
    const before = mock.stderr.length;

    tree.write({ 'a.json': { [HOSTILE]: 1 } });
    await mock.waitFor(/Reloaded the configuration/);
    tree.write({
      'a.json': `{"spot": {"action": ${q(HOSTILE)}}, "metadata": {"paths": {"a": 1}}}`,
    });
    await mock.waitFor(/stays as it was/);

    const lines = mock.stderr.slice(before).trimEnd().split('\n');
    expect(lines.filter((line) => UNPRINTABLE.test(line))).toEqual([]);
    for (const line of lines) expect(line).toMatch(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /);
  });
});
