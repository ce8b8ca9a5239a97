import { loadConfig } from '@aemm/config';
import { ConfiguredCommand, describeProblems } from '@aemm/plugin-kit';
import { string } from '@oclif/core/args';
import { compileConfig } from '../../compile-config.ts';

/** `config validate`: reports what is wrong with a configuration file, without starting anything. */
export class ConfigValidate extends ConfiguredCommand {
  static override summary = 'Check a configuration file';
  static override usage = 'config validate FILE [flags]';
  static override examples = [
    { command: 'config validate aemm.yaml', description: 'exit 0 if a mock would start with it' },
  ];
  static override args = {
    file: string({ required: true, description: 'JSON, YAML or TOML file' }),
  };

  override async run(): Promise<void> {
    const { args, input, categories, owners } = await this.setUp();
    const config = await loadConfig({ ...input, env: {}, file: String(args.file) });
    const { problems } = compileConfig(config, categories);
    for (const line of [...config.warnings, ...describeProblems(problems, owners)]) {
      this.logToStderr(line);
    }
    this.log(`${args.file} is valid.`);
  }
}
