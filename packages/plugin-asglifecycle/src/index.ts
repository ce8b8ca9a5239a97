export { asgLifecycle, type LifecycleState } from './category.ts';
export { AsgLifecycle } from './commands/asglifecycle.ts';
