import type { AnyTarget } from '../target.ts';
import { argumentsTarget } from './arguments.ts';
import { configTarget } from './config.ts';
import { controlTarget } from './control/index.ts';
import { httpTarget } from './http/index.ts';
import { scenarioFileTarget } from './scenario/file.ts';
import { scenarioTarget } from './scenario/index.ts';

/** All targets, whose shares add up to a thousand. */
export const TARGETS: readonly AnyTarget[] = [
  httpTarget,
  configTarget,
  controlTarget,
  scenarioTarget,
  scenarioFileTarget,
  argumentsTarget,
];
