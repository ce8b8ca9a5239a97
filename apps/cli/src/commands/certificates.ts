import { loadConfig } from '@aemm/config';
import { ConfiguredCommand, readIdentityKeys } from '@aemm/plugin-kit';
import type { IdentityCertificate } from '@aemm/server';
import { identityCertificates } from '@aemm/server';
import { string } from '@oclif/core/flags';

const KINDS: readonly string[] = identityCertificates().map(({ kind }) => kind);

/** `certificates`: the certificates that verify the signatures of the instance identity document. */
export class Certificates extends ConfiguredCommand {
  static override summary = 'Print the certificates that verify the instance identity document';
  static override enableJsonFlag = true;
  static override usage = 'certificates [flags]';
  static override examples = [
    { command: 'certificates > certificate', description: 'all of them, as openssl reads them' },
    { command: 'certificates --kind rsa2048', description: 'the one that verifies rsa2048' },
  ];
  static override flags = {
    kind: string({
      description:
        'the only certificate to print: rsa1024 verifies signature, dsa verifies pkcs7, rsa2048 verifies rsa2048',
      options: KINDS,
    }),
  };

  /** Any word passes here, so that the refusal reads as those of all other flags. */
  protected override parse: ConfiguredCommand['parse'] = (options, argv) => {
    const { args, baseFlags, enableJsonFlag, flags } = this.ctor;
    const free = { args, baseFlags, enableJsonFlag, flags: { ...flags, kind: string() } };
    return super.parse((options ?? free) as typeof options, argv);
  };

  override async run(): Promise<{ certificates: readonly IdentityCertificate[] }> {
    const { input, given } = await this.setUp();
    const kind = given.find(({ name }) => name === 'kind')?.value;
    if (kind !== undefined && !KINDS.includes(kind)) {
      const input = `Invalid CLI input ${JSON.stringify(kind)} for flag kind.`;
      this.error(`${input} Allowed value(s): ${KINDS.join(',')}.`);
    }
    const config = await loadConfig({ ...input, isFileOptional: true });
    for (const warning of config.warnings) this.logToStderr(warning);
    const all = identityCertificates(await readIdentityKeys(config));
    const certificates = kind === undefined ? all : all.filter((each) => each.kind === kind);
    for (const { kind: name, verifies, certificate } of certificates) {
      // Readers of PEM skip what stands between certificates; a lone one goes without, for those that do not.
      if (kind === undefined) this.log(`# ${name}, verifies dynamic/instance-identity/${verifies}`);
      this.log(certificate.trimEnd());
    }
    return { certificates };
  }
}
