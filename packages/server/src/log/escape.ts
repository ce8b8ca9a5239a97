const MAX_LENGTH = 2048;
// The backslash, which escapes the others, is one of them.
const UNPRINTABLE = /[^\x21-\x5b\x5d-\x7e]/;
const EACH_UNPRINTABLE = new RegExp(UNPRINTABLE, 'g');
const EACH_CONTROL = /\p{Cc}/gu;

/** A target or method as it was sent, cut where it is too long and without anything that could pass for another line. */
export function escapeTarget(target: string): string {
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

function escapeOne(character: string): string {
  if (character === '\n') return '\\n';
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
