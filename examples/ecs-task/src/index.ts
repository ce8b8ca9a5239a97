export { ecs } from './category.ts';
export { Ecs } from './commands/ecs.ts';
