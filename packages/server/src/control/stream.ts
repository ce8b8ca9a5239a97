import type { Control, ControlEvent } from '@aemm/core';
import { shownChange } from '@aemm/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemType, renderProblem, sendProblem } from './problem.ts';

/** Streams at a time. */
const MOST_STREAMS = 64;
/** Messages that wait for a slow reader, and their characters; one that is slower is cut off. */
const MOST_WAITING = 1000;
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** A message of the stream. */
interface Message {
  readonly event: string;
  readonly data: unknown;
}

/** Adds streams of what happens, as server-sent events: by their paths, whose each is. */
export async function addStreams(
  server: FastifyInstance,
  sources: Readonly<Record<string, (request: FastifyRequest) => Control>>,
): Promise<void> {
  const { fastifySSE } = await import('@fastify/sse');
  // Messages are made to text before they wait, since only that shows how much they take.
  await server.register(fastifySSE, { heartbeatInterval: 15_000, serializer: String });
  const ends = new Set<() => void>();
  server.addHook('preClose', async () => {
    for (const end of ends) end();
  });
  const open = async (
    request: FastifyRequest,
    reply: FastifyReply,
    source: (request: FastifyRequest) => Control,
  ) => {
    const control = source(request);
    if (ends.size >= MOST_STREAMS) {
      const detail = `There are ${MOST_STREAMS} streams, which is the most: close one first.`;
      return sendProblem(reply, { status: 503, detail });
    }
    const { sse: stream } = reply;
    let waiting = 0;
    let characters = 0;
    let sent = Promise.resolve();
    const send = ({ event, data }: Message): void => {
      if (waiting >= MOST_WAITING || characters >= MOST_CHARACTERS) {
        // An end would wait behind what is not read, and the connection no longer count.
        reply.raw.destroy();
        return;
      }
      const text = JSON.stringify(data);
      waiting++;
      characters += text.length;
      // One at a time: each that waits for a slow reader adds listeners to the response, and Node warns of many.
      sent = sent
        .then(() => stream.send({ event, data: text }))
        .then(
          () => {
            waiting--;
            characters -= text.length;
          },
          () => stream.close(),
        );
    };
    stream.keepAlive();
    const unsubscribe = control.subscribe((event) => send(messageOf(event)));
    const end = (): void => stream.close();
    ends.add(end);
    stream.onClose(() => {
      ends.delete(end);
      unsubscribe();
    });
    send({ event: 'ready', data: {} });
    return reply;
  };
  for (const [path, source] of Object.entries(sources)) {
    // An answer to HEAD would be a stream without end, too.
    const options = { sse: 'only', exposeHeadRoute: false, onSend: explainRefusal } as const;
    server.get(path, options, (request, reply) => open(request, reply, source));
  }
}

/** What the stream refuses by itself, it refuses in a form of its own. */
async function explainRefusal(
  _: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (reply.statusCode !== 406) return payload;
  reply.type(problemType);
  return renderProblem({
    status: 406,
    detail: 'The stream is text/event-stream only: accept that.',
  });
}

function messageOf(event: ControlEvent): Message {
  if (event.kind === 'changed') {
    return { event: event.kind, data: { change: shownChange(event.change) } };
  }
  if (event.kind === 'clock') {
    const { kind, mode, now } = event;
    return { event: kind, data: { mode, now: new Date(now).toISOString() } };
  }
  const { kind, ...data } = event;
  return { event: kind, data };
}
