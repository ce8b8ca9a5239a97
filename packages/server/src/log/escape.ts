const MAX_LENGTH = 2048;
// The backslash, which escapes the others, is one of them.
const UNPRINTABLE = /[^\x21-\x5b\x5d-\x7e]/;
const EACH_UNPRINTABLE = new RegExp(UNPRINTABLE, 'g');
/** What stands before the host of a target in absolute form, or of CONNECT. */
const USER = /^([a-z][a-z\d+.-]*:\/\/)?[^/?#]*@/i;
const EACH_CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/**
 * A target or method on one line, cut where it is too long, without what may be secret: the query, where clients put
 * tokens, and the user of a target in absolute form.
 */
export function escapeTarget(sent: string): string {
  const target = maskSecrets(sent);
  const short =
    target.length <= MAX_LENGTH
      ? target
      : `${target.slice(0, MAX_LENGTH)}...+${target.length - MAX_LENGTH}`;
  return UNPRINTABLE.test(short) ? short.replace(EACH_UNPRINTABLE, escapeOne) : short;
}

/** A text of ours in one line. What it quotes may hold anything. */
export function escapeControls(text: string): string {
  return text.replace(EACH_CONTROL, escapeOne);
}

function maskSecrets(target: string): string {
  const query = target.indexOf('?');
  const path = query < 0 ? target : `${target.slice(0, query)}?***`;
  return path.startsWith('/') ? path : path.replace(USER, '$1***@');
}

function escapeOne(character: string): string {
  if (character === '\n') return '\\n';
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}
