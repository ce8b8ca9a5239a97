import type { Load } from './client.ts';
import { disconnects } from './disconnects.ts';
import { observers } from './observers.ts';
import { operations } from './operations.ts';
import { reads } from './reads.ts';
import { reloads } from './reloads.ts';
import { slowLogReader, slowReaders } from './slow-readers.ts';
import { streams } from './streams.ts';

/** Every part of the load, several of which come in more than one copy. */
export function allLoads(rate: number): readonly Load[] {
  return [
    reads(rate),
    reloads,
    operations,
    disconnects,
    slowReaders,
    slowReaders,
    slowLogReader,
    ...[streams, streams, streams],
    observers,
  ];
}
