export { type SpotState, spot } from './category.ts';
export { Spot } from './commands/spot.ts';
