import { X509Certificate } from 'node:crypto';
import { runCli } from '@aemm/testing';
import { describe, expect, test } from 'vitest';

const KINDS = ['rsa1024', 'dsa', 'rsa2048'];

test('certificates prints all of them, each below a line that says what it verifies', async () => {
  const { exitCode, stdout, stderr } = await runCli(['certificates']);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout.match(/^#.*/gm)).toEqual([
    '# rsa1024, verifies dynamic/instance-identity/signature',
    '# dsa, verifies dynamic/instance-identity/pkcs7',
    '# rsa2048, verifies dynamic/instance-identity/rsa2048',
  ]);
  expect(pemsIn(stdout).map(kindOf)).toEqual(KINDS);
});

describe.each(KINDS)('certificates --kind %s', (kind) => {
  test('prints that one and nothing beside', async () => {
    const { exitCode, stdout } = await runCli(['certificates', '--kind', kind]);

    expect(exitCode).toBe(0);
    expect(pemsIn(stdout)).toEqual([stdout]);
    expect(kindOf(stdout)).toBe(kind);
  });

  test('has it in JSON too', async () => {
    const { stdout } = await runCli(['certificates', `--kind=${kind}`, '--json']);
    const { certificates } = JSON.parse(stdout);

    expect(certificates).toHaveLength(1);
    expect(certificates[0].kind).toBe(kind);
    expect(kindOf(certificates[0].certificate)).toBe(kind);
  });
});

test('certificates --json has all of them', async () => {
  const { stdout } = await runCli(['certificates', '--json']);

  expect(JSON.parse(stdout).certificates.map(({ kind }: { kind: string }) => kind)).toEqual(KINDS);
});

test('a kind that there is not is refused in one line', async () => {
  const { exitCode, stdout, stderr } = await runCli(['certificates', '--kind', 'rsa4096']);

  expect(stderr).toBe(
    'Invalid CLI input "rsa4096" for flag kind. Allowed value(s): rsa1024,dsa,rsa2048.\n',
  );
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});

function pemsIn(text: string): string[] {
  return text.match(/^-----BEGIN CERTIFICATE-----\n[^-]+\n-----END CERTIFICATE-----\n/gm) ?? [];
}

/** The subject names the kind. */
function kindOf(pem: string): string | undefined {
  return /^OU=(.*)$/m.exec(new X509Certificate(pem).subject)?.[1];
}
