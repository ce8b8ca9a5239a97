import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { runCli, tempTree } from '@aemm/testing';
import { describe, expect, test } from 'vitest';
import { shareMock } from '../cli/support/mock.ts';

const files = tempTree({
  'aemm.yaml': 'profile: ec2\nidentityKeys: { rsa2048: own.pem, dsa: own-dsa.pem }\n',
});
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
const certify = (name: string, key: string): void => {
  const subject = `/CN=own ${name}`;
  openssl('req', '-x509', '-key', key, '-out', `${key}.crt`, '-days', '30', '-subj', subject);
  const pem = readFileSync(key, 'utf8') + readFileSync(`${key}.crt`, 'utf8');
  writeFileSync(files.join(name), pem);
};

openssl('genrsa', '-out', files.join('rsa'), '2048');
certify('own.pem', files.join('rsa'));
openssl('dsaparam', '-genkey', '-out', files.join('dsa'), '1024');
certify('own-dsa.pem', files.join('dsa'));
const CONFIG = files.join('aemm.yaml');

describe('keys of a file beside the config file', () => {
  const mock = shareMock(`-c ${CONFIG}`);

  test.each([
    { leaf: 'rsa2048', key: 'rsa' },
    { leaf: 'pkcs7', key: 'dsa' },
  ])('sign $leaf, as openssl verifies', async ({ leaf, key }) => {
    const folder = '/latest/dynamic/instance-identity';
    const { body } = await mock().get(`${folder}/${leaf}`);
    const signature = files.join(leaf);
    writeFileSync(signature, `-----BEGIN PKCS7-----\n${body}\n-----END PKCS7-----\n`);
    const certificate = files.join(`${key}.crt`);
    const words = ['smime', '-verify', '-inform', 'PEM', '-in', signature, '-noverify'];

    expect(openssl(...words, '-certfile', certificate, '-nointern').toString()).toBe(
      (await mock().get(`${folder}/document`)).body,
    );
  });
});

test('certificates prints theirs, and no key', async () => {
  const { stdout } = await runCli(['certificates', '-c', CONFIG]);

  expect(stdout).toContain(readFileSync(files.join('rsa.crt'), 'utf8'));
  expect(stdout).toContain(readFileSync(files.join('dsa.crt'), 'utf8'));
  expect(stdout.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
  expect(stdout).not.toContain('PRIVATE');
});

test.each([
  ['--identity-key-dsa', 'own.pem', /The dsa key is RSA of 2048 bits; a DSA key is needed/],
  ['--identity-key-rsa1024', 'own.pem', /an RSA key of 1024 bits is needed/],
  ['--identity-key-rsa2048', 'rsa', /certificate cannot be read/],
  ['--identity-key-rsa2048', 'none.pem', /cannot be read: no such file/],
])('%s %s is refused at the start in one line', async (flag, file, reason) => {
  const { exitCode, stderr } = await runCli(['-p', '0', flag, files.join(file)]);
  const [line = '', ...others] = stderr
    .trimEnd()
    .split('\n')
    .filter((each) => !each.includes('Warning'));

  expect(exitCode).toBeGreaterThan(0);
  expect(others).toEqual([]);
  expect(line).toMatch(reason);
});
