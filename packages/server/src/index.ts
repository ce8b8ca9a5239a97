export { buildServer, type ServerOptions } from './build-server.ts';
export { LISTEN_ERROR_CODES, ListenError, type ListenErrorCode } from './errors.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { type Listening, listen } from './listen.ts';
export { createLog, type Log, type LogFormat, type LogOptions } from './log/log.ts';
export { type LogSink, stderrSink } from './log/sink.ts';
export { nodeMac } from './mac.ts';
export { stop } from './stop.ts';
