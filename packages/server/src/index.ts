export { checkControlAccess } from './control/check-access.ts';
export { openApiDocument } from './control/openapi.ts';
export { type IdentityCertificate, identityCertificates } from './identity/certificates.ts';
export { createIdentitySigner } from './identity/create-identity-signer.ts';
export {
  IDENTITY_ERROR_CODES,
  type IdentityErrorCode,
  IdentityKeyError,
} from './identity/errors.ts';
export type { IdentityKeyKind, IdentityKeyPair, IdentityKeys } from './identity/keys.ts';
export { checkIdentityKeyPair } from './identity/read-key-pair.ts';
export { LISTEN_ERROR_CODES, ListenError, type ListenErrorCode } from './listen/errors.ts';
export { listen } from './listen/listen.ts';
export type { Listening, ListenOptions } from './listen/open-port.ts';
export { type StopOptions, stop } from './listen/stop.ts';
export { createLog, type Log, type LogFormat, type LogOptions } from './log/log.ts';
export type { RequestFacts } from './log/request-facts.ts';
export type { LogSink } from './log/sink.ts';
export { stderrSink } from './log/stderr-sink.ts';
export { nodeMac } from './mac.ts';
export { type ControlListenOptions, createMock, type Mock, type MockOptions } from './mock.ts';
export type { ListeningService } from './services/open-services.ts';
export { createSteadyClock, type SteadyClockOptions } from './steady-clock.ts';
export { buildServer, type ServerOptions } from './wire/build-server.ts';
export type { HostCheckMode } from './wire/host-check.ts';
export { DEFAULT_LIMITS, type Limits } from './wire/limits.ts';
export type { Reply, ReplyOwner, Responder } from './wire/responder.ts';
export type { ServerStats } from './wire/stats.ts';
