import type { InstanceDescription, RouteFacts } from '@aemm/core';
import { compileSnapshot, createEc2Profile } from '@aemm/core';
import { createIdentitySigner } from '@aemm/server';
import { allCategories } from '../bundled-categories.ts';
import type { RecordedTree } from './crawl.ts';

/** A configuration that serves a recorded tree, as a configuration file has it. */
export interface RecordedConfig {
  readonly profile: 'ec2';
  readonly instance: InstanceDescription;
  readonly metadata: RecordedSection;
  readonly dynamic: RecordedSection;
}

/** Paths and values of a section by key; a value of `null` removes what the profile has. */
interface RecordedSection {
  readonly paths: Record<string, string>;
  readonly values: Record<string, string | null>;
}

const ROLES = '/latest/meta-data/iam/security-credentials/';
const KEY_PAIR = /^\/latest\/meta-data\/public-keys\/(?<index>\d+)\/openssh-key$/;
const USER_DATA = '/latest/user-data';

/** Values of some leaves are parts of the paths of others, which move then: this is deeper than any. */
const MOST_PASSES = 5;

/**
 * Makes a configuration from a tree. A leaf that the profile has too gets a value, any other one a path and a value; what
 * the tree does not have is removed. What was left out follows from the instance.
 */
export function toConfig(tree: RecordedTree): RecordedConfig {
  const instance = instanceOf(tree);
  const config: RecordedConfig = {
    profile: 'ec2',
    instance,
    metadata: { paths: {}, values: {} },
    dynamic: { paths: {}, values: {} },
  };
  const leaves = textsOf(tree, instance);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    if (!setKnown(config, leaves)) break;
  }
  removeOthers(config, tree, leaves);
  for (const [path, text] of leaves) add(config, path, text);
  return config;
}

/** What is served as it is only by a field of the instance. */
function instanceOf(tree: RecordedTree): InstanceDescription {
  const roles = [...tree.leaves.keys(), ...tree.leftOut].filter((path) => path.startsWith(ROLES));
  const userData = tree.leaves.get(USER_DATA);
  return {
    role: roles[0]?.slice(ROLES.length) ?? null,
    ...(userData && { userDataBase64: Buffer.from(userData).toString('base64') }),
    keyPairs: keyPairsOf(tree),
  };
}

/** EC2 ends each key by a line feed. Those of a service that does not are leaves like others. */
function keyPairsOf({ leaves, keyNames }: RecordedTree): { name: string; publicKey: string }[] {
  const pairs = [...leaves].flatMap(([path, body]) => {
    const index = KEY_PAIR.exec(path)?.groups?.index;
    return index ? [{ name: keyNames.get(index) ?? '', text: new TextDecoder().decode(body) }] : [];
  });
  const isLikeEc2 = pairs.every(({ name, text }) => name !== '' && text.endsWith('\n'));
  return isLikeEc2 ? pairs.map(({ name, text }) => ({ name, publicKey: text.slice(0, -1) })) : [];
}

/** What is to be configured by a value. Throws an error for people. */
function textsOf({ leaves }: RecordedTree, { keyPairs }: InstanceDescription): Map<string, string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const texts = new Map<string, string>();
  for (const [path, body] of leaves) {
    const isField = path === USER_DATA || (keyPairs?.length !== 0 && KEY_PAIR.test(path));
    if (isField) continue;
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
  const routes = routesOf(config);
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
  const known = new Set([...tree.leaves.keys(), ...tree.directories, ...tree.leftOut]);
  for (const { path, key, firesAt } of routesOf(config)) {
    const isAbsent = firesAt === Number.POSITIVE_INFINITY && !left.has(path);
    if (isAbsent || path === USER_DATA || (known.has(path) && !left.has(path))) continue;
    sectionOf(config, path).values[key] = null;
  }
}

function routesOf({ instance, metadata, dynamic }: RecordedConfig): readonly RouteFacts[] {
  const spec = { categories: allCategories, profile: createEc2Profile(), instance };
  const overrides = { metadata, dynamic };
  // With a signer, as a mock has: without one there are no signatures to replace.
  return compileSnapshot({ ...spec, overrides }, Date.now(), createIdentitySigner()).routes;
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
