import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** The projects, those with the longest files first: they install packages. */
const ORDER = ['third-party', 'runners', 'mock'];

/** Starts the longest files first, so that none of them runs alone in the end. vitest alone would go by their size. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification): number => ORDER.indexOf(project.name);
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
