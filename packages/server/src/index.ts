export { LISTEN_ERROR_CODES, ListenError, type ListenErrorCode } from './listen/errors.ts';
export { type Listening, listen } from './listen/listen.ts';
export { stop } from './listen/stop.ts';
export { createLog, type Log, type LogFormat, type LogOptions } from './log/log.ts';
export type { LogSink } from './log/sink.ts';
export { stderrSink } from './log/stderr-sink.ts';
export { nodeMac } from './mac.ts';
export { buildServer, type ServerOptions } from './wire/build-server.ts';
export { DEFAULT_LIMITS, type Limits } from './wire/limits.ts';
