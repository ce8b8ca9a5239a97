import { globalSettings } from '@aemm/config';
import { parseSetting } from '@aemm/core';
import type { ControlPlace } from './call-control.ts';
import { checkUrlParts } from './url-parts.ts';
import { CtlUsageError } from './usage-error.ts';

/** The options that every command of `ctl` has, and the rest of its command line. */
export interface CtlOptions {
  readonly words: readonly string[];
  readonly place: ControlPlace;
  readonly json: boolean;
  readonly help: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:1339';

/** Reads the options that may stand anywhere. Throws {@link CtlUsageError}. */
export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CtlOptions {
  const { words, found, selected } = separate(argv);
  const url = found.get('url') ?? (env.AEMM_CONTROL_URL || DEFAULT_URL);
  if (!isHttp(url)) {
    throw new CtlUsageError(`"${url}" is not a URL. Allowed: ${DEFAULT_URL}, for instance.`);
  }
  const typed = found.get('control-token') ?? env.AEMM_CONTROL_TOKEN ?? '';
  // As the mock reads its token, but of white space alone it makes none.
  const read = parseSetting(globalSettings['control-token'], typed.trim());
  if (!read.ok) {
    // Not shown, since it is a secret.
    throw new CtlUsageError(
      'The token of --control-token or AEMM_CONTROL_TOKEN cannot be sent. Allowed: printable ASCII.',
    );
  }
  const place = {
    url,
    token: read.value || undefined,
    ...instancesOf(found.get('instance'), selected),
  };
  return { words, place, json: found.has('json'), help: found.has('help') };
}

/** Without `http://`, the name of a host is the scheme of a URL. */
function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

const OPTION =
  /^(?:--(?<name>url|control-token|instance|select|json|help)(?:=(?<text>.*))?|(?<short>-h))$/s;

function separate(argv: readonly string[]) {
  const words: string[] = [];
  const found = new Map<string, string>();
  const selected: string[] = [];
  const end = argv.indexOf('--');
  const after = end === -1 ? [] : argv.slice(end);
  const rest = argv.slice(0, argv.length - after.length)[Symbol.iterator]();
  for (const word of rest) {
    const { name, text, short } = OPTION.exec(word)?.groups ?? {};
    if (short !== undefined) found.set('help', '');
    else if (name === undefined) words.push(word);
    else if (name === 'json' || name === 'help') found.set(name, noValue(name, text));
    else if (name === 'select') selected.push(text ?? valueAfter(name, rest.next().value));
    else found.set(name, text ?? valueAfter(name, rest.next().value));
  }
  return { words: [...words, ...after], found, selected };
}

function valueAfter(name: string, value: string | undefined): string {
  if (value === undefined) throw new CtlUsageError(`--${name} needs a value.`);
  return value;
}

function noValue(name: string, text: string | undefined): string {
  if (text !== undefined) throw new CtlUsageError(`--${name} takes no value.`);
  return '';
}

/** The instances of a fleet that are meant. */
function instancesOf(instance: string | undefined, selected: readonly string[]) {
  const wrong = selected.find((text) => !/^(?:label|index|share)=./.test(text));
  if (wrong !== undefined) {
    throw new CtlUsageError(
      `"${wrong}" selects nothing. Allowed: label=Name=web-1, index=0-99, share=0.1.`,
    );
  }
  if (instance !== undefined && selected.length > 0) {
    throw new CtlUsageError('Both --instance and --select are given. Use one.');
  }
  if (instance === '') throw new CtlUsageError('--instance needs a value.');
  if (instance !== undefined) checkUrlParts(instance, '--instance');
  return {
    ...(instance !== undefined && { instance }),
    ...(selected.length > 0 && { selection: selected }),
  };
}
