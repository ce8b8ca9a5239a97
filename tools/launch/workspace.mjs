import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const QUIET = {
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
};

export const root = fileURLToPath(new URL('../..', import.meta.url));

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const stampFile = join(root, 'node_modules/.cache/aemm/installed');
const onSystemNode = process.env.AEMM_NODE === 'system';

/** Installs what the lock file names, unless that is what is installed already. */
export function install() {
  requireNode();
  const stamp = hashManifests();
  if (readIfPresent(stampFile) !== stamp) {
    const { status } = pnpm(['install', '--frozen-lockfile', '--prefer-offline'], 2);
    if (status !== 0) process.exit(status ?? 1);
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, stamp);
  }
  chooseNode();
}

/**
 * Runs tasks in every package that has them.
 *
 * @param {string[]} args
 */
export function turbo(args) {
  return runTurbo(args, 'inherit').status ?? 1;
}

/**
 * Builds one package with all it needs, and speaks only of failure.
 *
 * @param {string} name
 */
export function build(name) {
  const args = ['build', `--filter=${name}`, '--output-logs=errors-only'];
  const { status, stdout, stderr } = runTurbo(args, 'pipe');
  if (status === 0) return;
  process.stderr.write(stdout);
  process.stderr.write(stderr);
  process.exit(status ?? 1);
}

/** The Node that runs what the workspace builds. */
export function workspaceNode() {
  if (onSystemNode) return ask('process.execPath');
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules/node/bin', name);
}

/**
 * Turbo keeps results by the variable that its configuration names: those of one Node are not valid for another.
 *
 * @param {string[]} args
 * @param {'inherit' | 'pipe'} output
 */
function runTurbo(args, output) {
  return pnpm(['exec', 'turbo', 'run', ...args], output, { WORKSPACE_NODE: nodeVersion() });
}

function nodeVersion() {
  if (onSystemNode) return ask('process.version');
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/node/package.json'), 'utf8'),
  );
  return `v${version}`;
}

/**
 * The version of the Node that scripts run on. The launcher may have been started on the other one: pnpm's folder is
 * first on its PATH, and the Node in there is put aside only now.
 *
 * @param {string} expression
 */
function ask(expression) {
  return spawnSync('node', ['--print', expression], { encoding: 'utf8' }).stdout.trim();
}

/**
 * @param {string[]} args
 * @param {'inherit' | 'pipe' | 2} output 2 leaves standard output to what is started afterwards
 * @param {NodeJS.ProcessEnv} [env]
 */
function pnpm(args, output, env = {}) {
  return spawnSync('npx', ['--yes', '--prefer-offline', manifest.packageManager, ...args], {
    cwd: root,
    stdio: ['ignore', output, output === 'pipe' ? 'pipe' : 'inherit'],
    // npx is a script on Windows, which only a shell can start.
    shell: process.platform === 'win32',
    env: { ...process.env, ...QUIET, ...env },
  });
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  process.stderr.write(
    `Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.version}.\n`,
  );
  process.exit(1);
}

function hashManifests() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...findManifests()]) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function findManifests() {
  const folders = subfolders('.').flatMap((folder) => [folder, ...subfolders(folder)]);
  return ['.', ...folders]
    .map((folder) => join(folder, 'package.json'))
    .filter((file) => existsSync(join(root, file)))
    .sort();
}

/** @param {string} folder */
function subfolders(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => join(folder, entry.name));
}

// pnpm puts this folder first on the PATH of every script.
function chooseNode() {
  for (const name of ['node', 'node.cmd', 'node.ps1', 'node.exe']) {
    const inUse = join(root, 'node_modules/.bin', name);
    const aside = `${inUse}.aside`;
    const [from, to] = onSystemNode ? [inUse, aside] : [aside, inUse];
    if (existsSync(from)) renameSync(from, to);
  }
}

/** @param {string} file */
function readIfPresent(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
