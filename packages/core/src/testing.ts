export { createManualClock, type ManualClock } from './testing/manual-clock.ts';
export { createSeededRandom } from './testing/seeded-random.ts';
export {
  createTestImds,
  type TestImds,
  type TestReply,
  type TestRequest,
} from './testing/test-imds.ts';
export { weakMac } from './testing/weak-mac.ts';
