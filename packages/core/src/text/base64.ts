/** The bytes that base64 text stands for; white space is skipped, padding is demanded, as in Go. */
export function decodeBase64(text: string): Uint8Array {
  const packed = text.replace(/\s+/g, '');
  const binary = packed.length % 4 === 0 ? binaryOf(packed) : undefined;
  if (binary === undefined) throw new Error('it is not base64 text');
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** How many bytes a text in base64 stands for, without decoding it. */
export function sizeOfBase64(text: string): number {
  return Math.floor((text.replace(/[\s=]/g, '').length * 3) / 4);
}

/** Text as base64 of its UTF-8 bytes. */
export function encodeBase64(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join(''));
}

function binaryOf(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}
