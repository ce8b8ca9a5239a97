/** A tag of ASN.1 and its content, whose length is given: DER. */
export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(body.length)]), body]);
}

/** A tag of ASN.1 and its content, whose end is marked instead of its length being given: BER. */
export function openElement(tag: number, ...content: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.alloc(2)]);
}

/** The elements that DER consists of, one after the other, with tag and length. */
export function splitElements(der: Uint8Array): Uint8Array[] {
  const elements: Uint8Array[] = [];
  for (let start = 0; start < der.length; ) {
    const end = boundsOf(der, start).end;
    elements.push(der.subarray(start, end));
    start = end;
  }
  return elements;
}

/** What is in an element. */
export function contentOf(der: Uint8Array): Uint8Array {
  const { start, end } = boundsOf(der, 0);
  return der.subarray(start, end);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 + octets.length, ...octets];
}

/** Where the content of the element at `offset` starts and ends. */
function boundsOf(der: Uint8Array, offset: number): { start: number; end: number } {
  const first = der[offset + 1] ?? 0;
  if (first < 0x80) return { start: offset + 2, end: offset + 2 + first };
  const start = offset + 2 + (first - 0x80);
  const length = der.subarray(offset + 2, start).reduce((sum, octet) => sum * 256 + octet, 0);
  return { start, end: start + length };
}
