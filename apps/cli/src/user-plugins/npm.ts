import spawn from 'cross-spawn';
import { UserPluginError } from './errors.ts';
import type { NpmError } from './missing-package.ts';
import { explainMissing } from './missing-package.ts';

const QUIET = ['--json', '--no-audit', '--no-fund', '--no-progress', '--no-update-notifier'];

/**
 * Runs the user's own npm in a folder. It inherits the user's configuration: registry, proxy, cache and the rest.
 *
 * @throws UserPluginError `AEMM_NPM_MISSING`, `AEMM_PLUGIN_NOT_FOUND`, `AEMM_NPM_FAILED`
 */
export async function runNpm(
  folder: string,
  command: readonly string[],
  spec: string,
): Promise<void> {
  // Whatever the specification looks like, it is not an option.
  const { status, stdout, stderr } = await run(folder, [...command, ...QUIET, '--', spec]);
  if (status === 0) return;
  const error = errorIn(stdout);
  const missing = explainMissing(error, spec);
  if (missing !== undefined) throw new UserPluginError('AEMM_PLUGIN_NOT_FOUND', missing);
  const { code = `exit ${status}`, summary } = error;
  const reason = firstLine(summary ?? stderr);
  throw new UserPluginError('AEMM_NPM_FAILED', `npm failed with ${spec}: ${reason} (${code})`);
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // `npm install -g` of this program itself leaves its mark in the environment of what it runs.
    const env = { ...process.env, npm_config_global: 'false' };
    const child = spawn('npm', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', (cause) => {
      const message =
        'npm is not on the PATH. It comes with Node.js; without it, a plugin can still be linked.';
      reject(new UserPluginError('AEMM_NPM_MISSING', message, { cause }));
    });
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** npm's own words for a failure, where it got far enough to have some. */
function errorIn(stdout: string): NpmError {
  try {
    return JSON.parse(stdout).error ?? {};
  } catch {
    return {};
  }
}

function firstLine(text: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '') ?? 'it gave no reason';
  return line.replace(/^npm error\s*/, '').trim();
}
