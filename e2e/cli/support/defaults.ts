import rows from '../../data/aemm-defaults.json' with { type: 'json' };
import listings from '../../data/aemm-listings.json' with { type: 'json' };

/** A row of AEMM's keys: a leaf, a notice (without a body), or a value used elsewhere (without a path). */
interface DefaultRow {
  readonly key: string;
  readonly path?: string;
  readonly type?: string;
  readonly body?: string;
}

type Leaf = Required<DefaultRow>;

const all: readonly DefaultRow[] = rows;

/** The static metadata: every default path with a default value. */
export const LEAVES = all.filter(
  (row): row is Leaf => row.path !== undefined && row.body !== undefined,
);

/** The notices: every default path without a default value. */
export const NOTICES = all.flatMap(({ key, path, body }) =>
  path !== undefined && body === undefined ? [{ key, path }] : [],
);

export interface Listing {
  readonly path: string;
  readonly body: string;
}

/** The listings that a mode has; every other one of {@link listingPaths} it has not. */
export function listingsOf(mode: string): readonly Listing[] {
  return listings.flatMap(({ path, modes, names, ended }) => {
    if (!includes(modes, mode)) return [];
    const lines = names.flatMap((entry) => {
      if (typeof entry === 'string') return [entry];
      return includes(entry.in, mode) ? [entry.name] : [];
    });
    return [{ path, body: lines.join('\n') + (ended ? '\n' : '') }];
  });
}

export const LISTING_PATHS = listings.map(({ path }) => path);

function includes(modes: string, mode: string): boolean {
  return modes.split(' ').includes(mode);
}
