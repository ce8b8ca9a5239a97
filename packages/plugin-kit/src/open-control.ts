import type { Config } from '@aemm/config';
import { ConfigError, globalSettings, InputError, readInput } from '@aemm/config';
import { parseSetting } from '@aemm/core';
import type { Mock } from '@aemm/server';
import type { CompanionOptions } from './companion.ts';

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
async function tokenOf({ globals }: Config): Promise<string> {
  const token = globals['control-token'];
  const file = globals['control-token-file'];
  if (file === '') return token;
  if (token !== '') {
    throw new ConfigError(['Both control-token and control-token-file are set. Use one.'], 2);
  }
  const read = parseSetting(globalSettings['control-token'], await readToken(file));
  if (read.ok && read.value !== '') return read.value;
  const message = `The file ${file} of control-token-file holds no token of printable ASCII characters.`;
  throw new ConfigError([message], 2);
}

async function readToken(file: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readInput(file, { maxBytes: TOKEN_BYTES }));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const message = `Cannot read the file ${file} of control-token-file: ${error.message}.`;
    throw new ConfigError([message], 1, { cause: error });
  }
}
