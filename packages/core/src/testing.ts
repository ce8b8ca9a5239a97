export { createManualClock, type ManualClock } from './testing/manual-clock.ts';
export { createSeededRandom } from './testing/seeded-random.ts';
export type { TestClient, TestReply, TestRequest } from './testing/test-client.ts';
export { createTestControl, type TestControl } from './testing/test-control.ts';
export { createTestImds, type TestImds } from './testing/test-imds.ts';
export { weakMac } from './testing/weak-mac.ts';
