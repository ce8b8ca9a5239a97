import { tempTree } from '@aemm/testing';
import { expect, onTestFinished, test } from 'vitest';
import { BINARY } from '../cli/support/binary.ts';
import { runExec } from './support/run.ts';

/** Interrupts the instance by `ctl`, and prints what a client then reads, and what it drove the mock with. */
const INTERRUPT = [
  '--',
  'sh',
  '-c',
  `"$0" "$1" ctl spot interrupt --action stop &&
    curl -s "$INSTANCE_METADATA_URL/latest/meta-data/spot/instance-action" &&
    echo "$AEMM_CONTROL_URL $AEMM_CONTROL_TOKEN"`,
  process.execPath,
  BINARY,
];

test('a command drives its mock', async () => {
  const { stdout, stderr, status } = await runExec(['--with-control', ...INTERRUPT]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toMatch(/"action": "stop".*http:\/\/127\.0\.0\.1:\d+ \n$/s);
});

test('with the token and at the port that are configured', async () => {
  const tree = tempTree({ token: 'not for others\n' });
  onTestFinished(() => tree.remove());
  const flags = ['--with-control', '--control-token-file', tree.join('token')];
  const { stdout, stderr, status } = await runExec(
    [...flags, '--control-hostname', 'localhost', ...INTERRUPT],
    { env: { AEMM_CONTROL_URL: 'http://127.0.0.1:1' } },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toMatch(/"action": "stop".*http:\/\/\S+:(?!1339\b)\d+ not for others\n$/s);
});

test('a command that asks for no control plane has none', async () => {
  const { stdout } = await runExec(['--', 'sh', '-c', 'echo "[$AEMM_CONTROL_URL]"']);
  expect(stdout).toBe('[]\n');
});
