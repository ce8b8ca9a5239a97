import { loadConfig } from '@aemm/config';
import { ConfiguredCommand } from '@aemm/plugin-kit';
import type { Finding } from '../doctor/finding.ts';
import { VERSION } from '../version.ts';

/** What `doctor --json` prints. */
interface DoctorReport {
  /** Whether nothing stands in the way. */
  readonly ok: boolean;
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly findings: readonly Finding[];
}

/** `doctor`: why a program that is started here does not see the mock. */
export class Doctor extends ConfiguredCommand {
  static override summary = 'Find out why a program does not see the mock';
  static override description =
    'Checks variables, proxies, the service, clocks and the link-local address; exit status 1 if something stands in the way.';
  static override usage = 'doctor';
  static override enableJsonFlag = true;
  static override examples = [
    { command: 'doctor', description: 'in the shell that starts the program' },
    { command: 'doctor --port 8080', description: 'for a mock on another port' },
    { command: 'exec -- ec2-metadata-mock doctor', description: 'what a command of exec sees' },
  ];

  override async run(): Promise<DoctorReport> {
    const { input } = await this.setUp();
    const { globals } = await loadConfig({ ...input, isFileOptional: true });
    const { examine } = await import('../doctor/examine.ts');
    const { report } = await import('../doctor/report.ts');
    const findings = await examine({ env: process.env, home: input.home, mock: globals });
    for (const line of report(findings)) this.log(line);
    const ok = !findings.some(({ status }) => status === 'problem');
    if (!ok) process.exitCode = 1;
    const { version: node, platform } = process;
    return { ok, version: VERSION, node, platform, findings };
  }
}
