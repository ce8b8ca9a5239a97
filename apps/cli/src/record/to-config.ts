import type { InstanceDescription, RouteFacts } from '@aemm/core';
import { createEc2Profile } from '@aemm/core';
import { asgLifecycle } from '@aemm/plugin-asglifecycle';
import { allCategories } from '../bundled-categories.ts';
import type { RecordedTree } from './crawl.ts';
import { pathsOf } from './crawl.ts';
import type { Served } from './serve-spec.ts';
import { isSameBody, serveSpec } from './serve-spec.ts';
import { toInstance } from './to-instance.ts';

/** A configuration that serves a recorded tree, as a configuration file has it. */
export interface RecordedConfig {
  readonly profile: 'ec2';
  readonly instance: InstanceDescription;
  readonly asglifecycle?: { readonly 'initial-state': string };
  readonly metadata: RecordedSection;
  readonly dynamic: RecordedSection;
}

/** Paths and values of a section by key; a value of `null` removes what the profile has. */
interface RecordedSection {
  readonly paths: Record<string, string>;
  readonly values: Record<string, string | null>;
}

const GROUP_STATE = '/latest/meta-data/autoscaling/target-lifecycle-state';
const USER_DATA = '/latest/user-data';

/**
 * The categories whose leaves follow actions and fields of the instance. A value would end that, so a leaf gets none that
 * is served as it was recorded without one.
 */
const DRIVEN = new Set(['asglifecycle', 'events', 'public-keys', 'spot', 'tags', 'user-data']);

/** Values of some leaves are parts of the paths of others, which move then: this is deeper than any. */
const MOST_PASSES = 5;

/**
 * Makes a configuration from a tree. A leaf that the profile has too gets a value, any other one a path and a value; what
 * the tree does not have is removed. What was left out follows from the instance.
 */
export function toConfig(tree: RecordedTree): RecordedConfig {
  const group = groupOf(tree);
  const config: RecordedConfig = {
    profile: 'ec2',
    instance: { ...toInstance(tree), ...(group.asglifecycle && { autoScaling: true }) },
    ...group,
    metadata: { paths: {}, values: {} },
    dynamic: { paths: {}, values: {} },
  };
  const leaves = textsOf(leavesToSet(config, tree));
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    if (!setKnown(config, leaves)) break;
  }
  removeOthers(config, tree, leaves);
  for (const [path, text] of leaves) add(config, path, text);
  return config;
}

/** The state that an Auto Scaling group wants, as the setting that serves it; nothing for one that it does not have. */
function groupOf({ leaves }: RecordedTree): Partial<RecordedConfig> {
  const state = Buffer.from(leaves.get(GROUP_STATE) ?? []).toString();
  const isKnown = asgLifecycle.settings['initial-state'].choices?.includes(state);
  return isKnown ? { asglifecycle: { 'initial-state': state } } : {};
}

/** The bodies that need a value. */
function leavesToSet(config: RecordedConfig, { leaves }: RecordedTree): Map<string, Uint8Array> {
  const { routes, get } = serve(config);
  const isAsRecorded = ({ path }: RouteFacts) => isSameBody(get(path), leaves.get(path));
  // A key is for all of its paths: one of them that needs a value takes it from the others.
  const set = new Set(routes.filter((route) => !isAsRecorded(route)).map(({ key }) => key));
  const done = routes.filter(
    ({ key, category }) => category !== undefined && DRIVEN.has(category) && !set.has(key),
  );
  const paths = new Set(done.map(({ path }) => path));
  return new Map([...leaves].filter(([path]) => !paths.has(path)));
}

/** Throws an error for people. */
function textsOf(leaves: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const texts = new Map<string, string>();
  for (const [path, body] of leaves) {
    try {
      texts.set(path, decoder.decode(body));
    } catch (error) {
      throw new Error(`${path} is not text`, { cause: error });
    }
  }
  return texts;
}

/** Sets the values of leaves that the profile has at the same paths. Returns whether there were any. */
function setKnown(config: RecordedConfig, leaves: Map<string, string>): boolean {
  const { routes } = serve(config);
  let isChanged = false;
  for (const route of routes) {
    const text = leaves.get(route.path);
    const isOne = routes.filter(({ key }) => key === route.key).length === 1;
    // A notice would have to fire first.
    if (text === undefined || !isOne || route.firesAt !== undefined) continue;
    sectionOf(config, route.path).values[route.key] = text;
    leaves.delete(route.path);
    isChanged = true;
  }
  return isChanged;
}

/** Removes what the profile has at other paths, or by one key at several. */
function removeOthers(
  config: RecordedConfig,
  tree: RecordedTree,
  left: ReadonlyMap<string, string>,
): void {
  const known = pathsOf(tree);
  const { routes, get } = serve(config);
  for (const { path, key } of routes) {
    const isAbsent = get(path) === undefined && !left.has(path);
    if (isAbsent || path === USER_DATA || (known.has(path) && !left.has(path))) continue;
    sectionOf(config, path).values[key] = null;
  }
}

function serve({ instance, asglifecycle, metadata, dynamic }: RecordedConfig): Served {
  return serveSpec({
    categories: allCategories,
    profile: createEc2Profile(),
    instance,
    ...(asglifecycle && { settings: { asglifecycle } }),
    overrides: { metadata, dynamic },
  });
}

function sectionOf({ metadata, dynamic }: RecordedConfig, path: string): RecordedSection {
  return path.startsWith('/latest/dynamic/') ? dynamic : metadata;
}

/** Adds a leaf under a key of its own. Keys match in any case, and paths do not. */
function add(config: RecordedConfig, path: string, text: string): void {
  const { paths, values } = sectionOf(config, path);
  const base = path.slice('/latest/'.length).toLowerCase().replaceAll(/[/.]/g, '-');
  let key = base;
  for (let count = 2; key in values; count++) key = `${base}-${count}`;
  paths[key] = path;
  values[key] = text;
}
