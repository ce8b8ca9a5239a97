import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TempTree } from '@aemm/testing';
import { runCli, tempTree } from '@aemm/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shareMock } from '../cli/support/mock.ts';

const ROOT = join(import.meta.dirname, '../..');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const NO_OPENSSL = hasOpenssl ? '' : ' (skipped: there is no openssl on the PATH)';
const PUBLIC_KEY = 'openssl x509 -pubkey -noout -in certificate -out key';

describe.runIf(hasOpenssl)(`the certificates of the binary verify${NO_OPENSSL}`, () => {
  const mock = shareMock('--profile ec2');
  let tree: TempTree;
  let certificate: string;

  beforeAll(async () => {
    tree = tempTree();
    certificate = (await runCli(['certificates'])).stdout;
  });
  afterAll(() => tree.remove());

  /** Writes what a client fetches; `change` replaces the document, in the messages too. Returns the signed document. */
  async function fetchAll(change = same, certificates = certificate): Promise<string> {
    const [document = '', signature = '', pkcs7 = '', rsa2048 = ''] = await Promise.all(
      ['document', 'signature', 'pkcs7', 'rsa2048'].map(async (leaf) => {
        const answer = await mock().get(`/latest/dynamic/instance-identity/${leaf}`);
        return answer.body;
      }),
    );
    tree.write({
      document: change(document),
      signature: Buffer.from(signature, 'base64'),
      pkcs7: message(pkcs7, document, change(document)),
      rsa2048: message(rsa2048, document, change(document)),
      certificate: certificates,
    });
    return document;
  }

  function run(command: string) {
    const [program = '', ...args] = command.split(' ');
    return spawnSync(program, args, { cwd: tree.path, encoding: 'utf8', timeout: 30_000 });
  }

  test('by the commands of the guide, one after the other', async () => {
    await fetchAll();
    const guide = readFileSync(join(ROOT, 'docs/guides/verify-identity.md'), 'utf8');
    const commands = guide.match(/^openssl (?:x509|dgst|smime|cms) .*$/gm) ?? [];

    expect(commands).toHaveLength(4);
    for (const command of commands) expect(run(command)).toMatchObject({ status: 0 });
  });

  // As in the EC2 User Guide: of 2020 with the document beside the message, of 2026 without.
  test.each([
    { leaf: 'pkcs7', kind: 'dsa', options: '' },
    { leaf: 'pkcs7', kind: 'dsa', options: ' -content document' },
    { leaf: 'rsa2048', kind: 'rsa2048', options: '' },
    { leaf: 'rsa2048', kind: 'rsa2048', options: ' -content document' },
  ])('$leaf by the command of AWS$options, and not another document', async (each) => {
    const { leaf, kind, options } = each;
    const command = `openssl smime -verify -in ${leaf} -inform PEM${options} -certfile certificate -noverify`;
    const lone = (await runCli(['certificates', '--kind', kind])).stdout;

    for (const certificates of [certificate, lone]) {
      const document = await fetchAll(same, certificates);
      expect(run(command)).toMatchObject({ status: 0, stdout: document });
      await fetchAll(otherByte, certificates);
      expect(run(command).status).not.toBe(0);
    }
  });

  test('signature by the commands of AWS, and not another document', async () => {
    const command = 'openssl dgst -sha256 -verify key -signature signature document';
    const lone = (await runCli(['certificates', '--kind', 'rsa1024'])).stdout;

    for (const certificates of [certificate, lone]) {
      await fetchAll(same, certificates);
      expect(run(PUBLIC_KEY).status).toBe(0);
      expect(run(command)).toMatchObject({ status: 0, stdout: 'Verified OK\n' });
      await fetchAll(otherByte, certificates);
      expect(run(command)).toMatchObject({ status: 1 });
    }
  });
});

function same(document: string): string {
  return document;
}

function otherByte(document: string): string {
  const changed = document.replace('"instanceId" : "i-', '"instanceId" : "j-');
  if (changed === document) throw new Error(`There is no instance id in ${document}`);
  return changed;
}

/** A message as PEM, with another document of the same length in it. */
function message(base64: string, signed: string, served: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const start = bytes.indexOf(signed);
  if (start < 0) throw new Error('The message does not contain the document.');
  bytes.write(served, start, 'latin1');
  const lines = bytes.toString('base64').match(/.{1,76}/g) ?? [];
  return ['-----BEGIN PKCS7-----', ...lines, '-----END PKCS7-----', ''].join('\n');
}
