import type { Config } from '@aemm/config';
import { ConfigError, globalSettings, InputError, readInput, toPrintable } from '@aemm/config';
import { parseSetting } from '@aemm/core';
import type { Mock } from '@aemm/server';
import { checkControlAccess } from '@aemm/server';
import type { CompanionOptions } from './companion.ts';
import { placed } from './placed.ts';

/** A control plane that listens. */
export interface OpenControl {
  /** Where a client on this machine reaches it. */
  readonly url: string;
  /** What clients send; absent: nothing. */
  readonly token?: string;
}

/** Whether the control plane of a mock is to be opened. */
export function hasControl({ globals }: Config, companion: CompanionOptions | undefined): boolean {
  return companion?.control === true || globals.control;
}

/** Opens the control plane of a mock, if that is configured or its companion asks for it. */
export async function openControl(
  mock: Mock,
  config: Config,
  companion: CompanionOptions | undefined,
): Promise<OpenControl | undefined> {
  if (!hasControl(config, companion)) return undefined;
  const text = await tokenOf(config);
  const token = text === '' ? {} : { token: text };
  const host = config.globals['control-hostname'];
  const { url } = await mock.listenControl({ host, port: portOf(config), ...token });
  return { url, ...token };
}

/** Checks the control plane that is configured; its token may still come from the environment of the mock. */
export async function checkControl(config: Config): Promise<readonly string[]> {
  if (!hasControl(config, undefined)) return [];
  const token = (await tokenOf(config)) || undefined;
  const refusal = await checkControlAccess(config.globals['control-hostname'], token);
  return refusal === undefined ? [] : [toPrintable(`Warning: ${refusal.message}`)];
}

/** Companions run side by side, so one that asks for control has any free port where none is configured. */
function portOf({ globals, values }: Config): number {
  const isDefault = values.some(
    ({ key, origin }) => key === 'control-port' && origin.source === 'default',
  );
  return isDefault && !globals.control ? 0 : Number(globals['control-port']);
}

/** A token and a line break; anything longer is another file. */
const TOKEN_BYTES = 4096;

/** The token that clients send; empty for none. Throws {@link ConfigError}. */
async function tokenOf(config: Config): Promise<string> {
  const token = config.globals['control-token'];
  const file = config.globals['control-token-file'];
  if (file === '') return token;
  const named = placed('control-token-file', config);
  if (token !== '') {
    const message = `Both ${placed('control-token', config)} and ${named} are set. Use one.`;
    throw new ConfigError([message], 2);
  }
  const read = parseSetting(globalSettings['control-token'], await readToken(file, named));
  if (read.ok && read.value !== '') return read.value;
  const message = `The file ${file} of ${named} holds no token of printable ASCII characters.`;
  throw new ConfigError([message], 2);
}

async function readToken(file: string, named: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readInput(file, { maxBytes: TOKEN_BYTES }));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const message = `Cannot read the file ${file} of ${named}: ${error.message}.`;
    throw new ConfigError([message], 1, { cause: error });
  }
}
