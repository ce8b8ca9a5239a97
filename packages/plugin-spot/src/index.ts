export { spot } from './category.ts';
export { Spot } from './commands/spot.ts';
