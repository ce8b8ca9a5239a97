import { dirname, resolve } from 'node:path';
import type { Setting, StandardIssue } from '@aemm/core';
import { parseSetting } from '@aemm/core';
import { allow } from '../messages/problem.ts';
import { problemsWithin, stepsOf } from '../messages/problems-within.ts';
import type { Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Assignment, Origin, ResolvedValue } from '../model/origin.ts';
import type { SettingEntry } from '../vocabulary/setting-table.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** The resolved settings. */
export interface ResolvedSettings {
  /** Each as a config file has it, by key. */
  readonly values: ReadonlyMap<string, ResolvedValue>;
  /** The configured values before a schema converts them, by key. */
  readonly raw: ReadonlyMap<string, unknown>;
  readonly problems: readonly Problem[];
}

/** Resolves every setting: the highest layer that has a value wins, and only that value is validated. */
export function resolveSettings(
  { table }: Vocabulary,
  flags: Readonly<Record<string, unknown>>,
  env: Layer,
  file: Layer,
  cwd: string,
): ResolvedSettings {
  const values = new Map<string, ResolvedValue>();
  const raw = new Map<string, unknown>();
  const problems: Problem[] = [];
  for (const entry of table) {
    const { key, setting } = entry;
    const id = key.toLowerCase();
    const assignment = readFlag(entry, flags) ?? env.get(id) ?? file.get(id);
    const secret = setting.secret === true;
    const facts = { key, path: key.split('.'), secret };
    const parsed = assignment && parseSetting(setting, assignment.value);
    if (assignment === undefined || parsed === undefined) {
      values.set(key, { ...facts, value: setting.default, origin: DEFAULT });
    } else if (parsed.ok) {
      const value = entry.file
        ? absolutePath(String(parsed.value), assignment.origin, cwd)
        : asConfigured(setting, parsed.value, assignment.value);
      values.set(key, { ...facts, value, origin: assignment.origin });
      raw.set(key, entry.file ? value : assignment.value);
    } else {
      problems.push(...problemsOf(assignment, entry, parsed.issues));
    }
  }
  return { values, raw, problems };
}

/** A relative path counts from the folder of the config file that has it, or from the working directory. */
function absolutePath(path: string, { source, where = '' }: Origin, cwd: string): string {
  if (path === '') return path;
  return resolve(cwd, source === 'file' ? dirname(where) : '', path);
}

/** One problem, or where the schema explains what is wrong, one for each place in the value. */
function problemsOf(
  assignment: Assignment,
  { setting, explained }: SettingEntry,
  issues: readonly StandardIssue[],
): readonly Problem[] {
  if (!explained || issues.some((issue) => stepsOf(issue).length === 0)) {
    return [{ assignment, advice: allow(setting.allowed) }];
  }
  if (typeof assignment.value === 'string') {
    return issues.map((issue) => ({
      assignment,
      advice: `${stepsOf(issue).join('.')}: ${issue.message}.`,
    }));
  }
  return problemsWithin(assignment, issues);
}

const DEFAULT = { source: 'default', where: undefined } as const;

/** The output of a schema, in its natural type, if the schema reads that as the same value; else the raw input. */
function asConfigured(setting: Setting, output: unknown, input: unknown): unknown {
  const isPlain =
    typeof output === 'string' || typeof output === 'boolean' || Number.isFinite(output);
  if (!isPlain) return input;
  const again = parseSetting(setting, output);
  return again.ok && again.value === output ? output : input;
}

function readFlag(
  { key, flag }: SettingEntry,
  flags: Readonly<Record<string, unknown>>,
): Assignment | undefined {
  const value = flags[key];
  if (value === undefined) return undefined;
  return { path: key.split('.'), value, origin: { source: 'flag', where: `--${flag}` } };
}
