import { ConfigError, loadConfig, toPrintable } from '@aemm/config';
import { ConfiguredCommand, checkStart } from '@aemm/plugin-kit';
import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { compileConfig } from '../../compile-config.ts';

/** `config validate`: reports all that is wrong with a configuration file, without starting anything. */
export class ConfigValidate extends ConfiguredCommand {
  static override summary = 'Check a configuration file';
  static override usage = 'config validate FILE [flags]';
  static override examples = [
    { command: 'config validate aemm.yaml', description: 'exit 0 if a mock would start with it' },
    { command: 'config validate --strict aemm.yaml', description: 'and only without a warning' },
  ];
  static override completes = { ...ConfiguredCommand.completes, file: 'file' as const };
  static override args = {
    file: string({ required: true, description: 'JSON, YAML or TOML file' }),
  };
  static override flags = {
    strict: boolean({ description: 'whether a warning is an error' }),
  };

  override async run(): Promise<void> {
    const { args, input, owners, given } = await this.setUp();
    const file = String(args.file);
    const other = input.flags['config-file'];
    if (other) {
      throw new ConfigError([`Both ${file} and --config-file ${other} are given. Use one.`], 2);
    }
    const config = await loadConfig({ ...input, env: {}, file }).catch((error: unknown) => {
      if (error instanceof ConfigError) this.#warn(error.warnings);
      throw error;
    });
    const { problems } = compileConfig(config);
    const served = [...config.warnings, ...config.describe(problems, owners)];
    this.#warn(served);
    const ofStart = await checkStart(config, input);
    this.#warn(ofStart);
    const warnings = [...served, ...ofStart];
    const isStrict = given.some(({ name, value }) => name === 'strict' && value === 'true');
    if (isStrict && warnings.length > 0) {
      throw new ConfigError([`${file} is not valid: --strict allows no warning.`], 2);
    }
    this.log(toPrintable(`${file} is valid.`));
  }

  #warn(lines: readonly string[]): void {
    for (const line of lines) this.logToStderr(line);
  }
}
