/** A way to start the mock, with the keys of the notices that it serves. */
export interface Mode {
  readonly name: 'bare' | 'spot' | 'events' | 'asglifecycle';
  /** What is typed after the program's name. */
  readonly command: string;
  readonly subject: string;
  readonly notices: readonly string[];
}

const SPOT = ['spot', 'spot-termination-time', 'rebalance-rec-time'];
const EVENTS = ['events'];
const ASG = ['target-lifecycle-state'];

export const MODES: readonly Mode[] = [
  { name: 'bare', command: '', subject: 'all mocks', notices: [...SPOT, ...EVENTS, ...ASG] },
  { name: 'spot', command: 'spot', subject: 'EC2 Spot interruption notice', notices: SPOT },
  { name: 'events', command: 'events', subject: 'EC2 Events', notices: EVENTS },
  { name: 'asglifecycle', command: 'asglifecycle', subject: 'EC2 ASG Lifecycle', notices: ASG },
];
