import { checkNames } from '@aemm/config';
import type { AnyCategory } from '@aemm/core';
import { bundledCategories, createRegistry } from '@aemm/core';
import type { Config } from '@oclif/core/interfaces';
import type { PluginProblem } from './errors.ts';
import { toPluginProblem } from './errors.ts';
import { CATEGORIES_HOOK } from './hook.ts';

/** Long enough for a plugin on a slow disk, short enough for a mock that must be up within a second or so. */
const PATIENCE_MS = 3000;

/**
 * The categories there are, and the plugins that failed to bring theirs.
 *
 * @public
 */
export interface CategoryCollection {
  /** In the order of registration: core's, the app's, then the plugins' by name. */
  readonly categories: readonly AnyCategory[];
  /** The plugin that brought a category, by the id of the category; core's own are brought by none. */
  readonly owners: ReadonlyMap<string, string>;
  /** What of the plugins is left out, and why. */
  readonly problems: readonly PluginProblem[];
}

/**
 * Asks every loaded oclif plugin for its categories by the hook `aemm:categories`. A plugin that fails is reported and
 * left out; it never takes the mock down.
 *
 * @public
 */
export async function collectCategories(config: Config): Promise<CategoryCollection> {
  const registry = createRegistry(bundledCategories, checkNames);
  const { successes, failures } = await config.runHook(CATEGORIES_HOOK, {}, PATIENCE_MS, true);
  const thrown = failures.filter(({ error }) => error.message !== NO_FUNCTION);
  const problems = thrown.map(({ plugin, error }) =>
    toPluginProblem(plugin.name, error, codeOf(error)),
  );
  const heard = new Set([...successes, ...thrown].map(({ plugin }) => plugin.name));
  problems.push(...findSilent(config, heard));
  // Hooks run side by side; the app's own come first, and the order of the rest must not depend on their speed.
  const rank = (name: string): string => (name === config.name ? '' : name);
  const answers = [...successes].sort((one, other) =>
    rank(one.plugin.name) < rank(other.plugin.name) ? -1 : 1,
  );
  const owners = new Map<string, string>();
  for (const { plugin, result } of answers) {
    const add = (candidate: unknown): void => {
      owners.set(registry.register(candidate).id, plugin.name);
    };
    problems.push(...register(add, plugin.name, result));
  }
  return { categories: registry.categories, owners, problems };
}

/** The error when oclif calls an export that is not a function. */
const NO_FUNCTION = 'hookFn.call is not a function';

/** oclif passes over a hook whose file does not export it. */
function findSilent(config: Config, heard: ReadonlySet<string>): PluginProblem[] {
  const announced = [...config.plugins.values()].filter(({ hooks }) => hooks[CATEGORIES_HOOK]);
  return announced
    .filter(({ name }) => !heard.has(name))
    .map(({ name: plugin, hooks }) => {
      const [{ target, identifier } = { target: '', identifier: '' }] =
        hooks[CATEGORIES_HOOK] ?? [];
      const message = `${target} exports no function "${identifier}", which its package.json names as hook ${CATEGORIES_HOOK}`;
      return { plugin, code: 'AEMM_PLUGIN_EXPORT', message };
    });
}

function register(
  add: (candidate: unknown) => void,
  plugin: string,
  answer: unknown,
): PluginProblem[] {
  if (!Array.isArray(answer)) {
    const message = `its hook ${CATEGORIES_HOOK} must return a list of categories`;
    return [{ plugin, code: 'AEMM_PLUGIN_ANSWER', message }];
  }
  return answer.flatMap((candidate: unknown) => {
    try {
      add(candidate);
      return [];
    } catch (error) {
      return [toPluginProblem(plugin, error, 'AEMM_PLUGIN_THREW')];
    }
  });
}

/** Only the message distinguishes a time-out in oclif. */
function codeOf(error: Error): 'AEMM_PLUGIN_SLOW' | 'AEMM_PLUGIN_THREW' {
  return /^Timed out after \d+ ms\.$/.test(error.message)
    ? 'AEMM_PLUGIN_SLOW'
    : 'AEMM_PLUGIN_THREW';
}
