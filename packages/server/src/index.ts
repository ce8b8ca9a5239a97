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
export { type Listening, listen } from './listen/listen.ts';
export { stop } from './listen/stop.ts';
export { createLog, type Log, type LogFormat, type LogOptions } from './log/log.ts';
export { type LogSink, stderrSink } from './log/sink.ts';
export { nodeMac } from './mac.ts';
export { buildServer, type ServerOptions } from './wire/build-server.ts';
export { DEFAULT_LIMITS, type Limits } from './wire/limits.ts';
