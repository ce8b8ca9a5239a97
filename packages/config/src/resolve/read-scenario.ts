import { basename, dirname, resolve } from 'node:path';
import type { AnyCategory, ConfiguredScenario } from '@aemm/core';
import { createScenarioSchema, parseSetting, scenarioGallery } from '@aemm/core';
import { keyedValue } from '../files/keyed-value.ts';
import { readDocumentFile } from '../files/read-document-file.ts';
import { InputError } from '../files/read-input.ts';
import { allow } from '../messages/problem.ts';
import { problemsWithin } from '../messages/problems-within.ts';
import type { Locate, Problem } from '../model/finding.ts';
import type { Layer } from '../model/layer.ts';
import type { Assignment, ResolvedValue } from '../model/origin.ts';
import type { ResolvedSettings } from './resolve-settings.ts';

/** The configured scenario, or why it cannot be played. */
export interface ScenarioRead {
  readonly settings: ResolvedSettings;
  readonly scenario?: ConfiguredScenario;
  readonly problems: readonly Problem[];
}

/** What a scenario is read with. */
export interface ScenarioSources {
  readonly categories: readonly AnyCategory[];
  readonly cwd: string;
  /** The layer of the config file, which knows how its keys are written. */
  readonly file: Layer;
}

/** Reads the configured scenario, be it a list of steps, a name or a file, and checks all of its steps. */
export async function readScenario(
  settings: ResolvedSettings,
  sources: ScenarioSources,
): Promise<ScenarioRead> {
  const named = settings.values.get(KEY);
  if (named === undefined || named.value === '') return { settings, problems: [] };
  if (typeof named.value === 'string') return readNamed(named.value, named, settings, sources);
  const written = sources.file.get(KEY)?.written;
  const assignment = { ...named, ...(written && { written }) };
  return { settings, ...check('scenario', assignment, sources.categories) };
}

const KEY = 'scenario';

async function readNamed(
  name: string,
  named: ResolvedValue,
  settings: ResolvedSettings,
  { cwd, categories }: ScenarioSources,
): Promise<ScenarioRead> {
  const known = scenarioGallery.find((each) => each.name === name);
  if (known !== undefined) {
    return { settings, ...check(name, { ...named, value: known.steps }, categories) };
  }
  const { source, where = '' } = named.origin;
  const path = resolve(cwd, source === 'file' ? dirname(where) : '', name);
  // A saved configuration is read in another folder.
  const values = new Map(settings.values).set(KEY, { ...named, value: path });
  const absolute = { ...settings, values };
  try {
    return { settings: absolute, ...(await readFromFile(path, categories)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { settings: absolute, problems: [{ assignment: named, advice: unreadable(error) }] };
  }
}

function unreadable({ message }: InputError): string {
  const names = scenarioGallery.map((each) => each.name).join(', ');
  return `It cannot be read: ${message}. ${allow(`a file, or one of ${names}`)}`;
}

/** A file holds the steps alone, or as a config file does. */
async function readFromFile(
  path: string,
  categories: readonly AnyCategory[],
): Promise<Omit<ScenarioRead, 'settings'>> {
  const { value: whole, locate } = await readDocumentFile(path);
  const [key, value] = keyedValue(whole, KEY);
  const written = key === undefined ? [] : [key];
  const origin = { source: 'file', where: path } as const;
  const assignment = { path: [KEY], written, value, origin };
  const { problems, ...read } = check(basename(path), assignment, categories);
  return { ...read, problems: await locateAll(problems, locate) };
}

/** Finds the problems in the file that holds them, which is not the config file. Messages name the key of the setting. */
async function locateAll(
  problems: readonly Problem[],
  locate: Locate,
): Promise<readonly Problem[]> {
  if (problems.length === 0) return problems;
  const places = problems.map(({ assignment: { path, written = path } }) => ({
    path: written,
    part: 'value' as const,
  }));
  const positions = await locate(places);
  return problems.map(({ assignment: { written: _, ...assignment }, ...problem }, index) => ({
    ...problem,
    assignment,
    position: positions[index],
  }));
}

function check(
  name: string,
  assignment: Assignment,
  categories: readonly AnyCategory[],
): Omit<ScenarioRead, 'settings'> {
  const parsed = parseSetting({ schema: createScenarioSchema(categories) }, assignment.value);
  return parsed.ok
    ? { scenario: { name, steps: parsed.value }, problems: [] }
    : { problems: problemsWithin(assignment, parsed.issues) };
}
