import type { StreamEvent } from './mock.ts';

/**
 * Reads server-sent events. `EventSource` of the browser cannot send the token of the control plane.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<StreamEvent> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = `${rest}${value}`.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event !== undefined) yield event;
      }
    }
  } finally {
    // A reader that stops in the middle would keep the connection. One that was ended has none.
    reader.cancel().catch(() => {});
  }
}

/** A block without data is a comment that keeps the connection open. */
function parseEvent(block: string): StreamEvent | undefined {
  const lines = block.split('\n');
  const read = (field: string) =>
    lines
      .filter((line) => line.startsWith(`${field}:`))
      .map((line) => line.slice(field.length + 1).trimStart())
      .join('\n');
  const data = read('data');
  return data === '' ? undefined : { kind: read('event'), ...JSON.parse(data) };
}
