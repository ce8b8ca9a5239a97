import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** How bytes are sent. */
export interface Sending {
  /** Where they are cut into pieces, in thousandths of them. */
  readonly cuts: readonly number[];
  /** Then: the client ends its side, resets the connection, or sends nothing more and waits. */
  readonly ending: 'end' | 'reset' | 'stall';
  /** Answers that come in any case. */
  readonly awaited: number;
}

/** What came of it. */
export interface Exchanged {
  /** All that came back, in Latin-1. */
  readonly text: string;
  /** Whether the connection broke. */
  readonly isReset: boolean;
  readonly violations: readonly string[];
}

/** Milliseconds after which the server has hung: more than any of its limits in a test. */
const PATIENCE_MS = 5000;
/** Longer than the server waits for the head and body of a request. */
const STALL_MS = 700;

/** Sends bytes on a connection of its own, and resolves once it is closed. */
export function exchangeBytes(port: number, bytes: string, sending: Sending): Promise<Exchanged> {
  return new Promise((resolve) => {
    let text = '';
    let isReset = false;
    let isSent = false;
    const violations: string[] = [];
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => {
      violations.push(`hang: the connection is open after ${PATIENCE_MS} ms`);
      socket.destroy();
    }, PATIENCE_MS);
    const endIfAnswered = (): void => {
      if (!isSent || countAnswers(text) < sending.awaited) return;
      isSent = false;
      finish(socket, sending.ending);
    };
    socket.setEncoding('latin1');
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      text += chunk;
      endIfAnswered();
    });
    socket.on('error', () => {
      isReset = true;
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ text, isReset, violations });
    });
    sendPieces(socket, piecesOf(bytes, sending.cuts), () => {
      isSent = true;
      endIfAnswered();
    });
  });
}

function countAnswers(text: string): number {
  return text.split(/HTTP\/1\.[01] (?!100)/).length - 1;
}

function finish(socket: Socket, ending: Sending['ending']): void {
  if (ending === 'reset') socket.resetAndDestroy();
  else if (ending === 'end') socket.end();
  else setTimeout(() => socket.end(), STALL_MS);
}

function piecesOf(bytes: string, cuts: readonly number[]): string[] {
  const places = cuts.map((cut) => Math.floor((cut / 1000) * bytes.length)).sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.slice(from, places[index]));
}

/** One piece each turn, so that the server reads them apart. */
function sendPieces(socket: Socket, pieces: readonly string[], done: () => void): void {
  const [first, ...rest] = pieces;
  if (first === undefined) {
    done();
    return;
  }
  if (socket.destroyed || !socket.writable) return;
  socket.write(first, 'latin1', () => setImmediate(() => sendPieces(socket, rest, done)));
}
