export { asgLifecycle } from './category.ts';
export { AsgLifecycle } from './commands/asglifecycle.ts';
