import type { Locate, Place, Position, Problem } from '../model/finding.ts';
import { idOf } from '../model/layer.ts';
import type { Assignment } from '../model/origin.ts';

/** Whether the value of a key must not be shown. */
export type IsPrivate = (path: readonly string[]) => boolean;

/** What is allowed, in AEMM's wording. */
export function allow(values: string): string {
  return `Allowed value(s): ${values}.`;
}

/** More lines would hide the first ones. */
const MOST_PROBLEMS = 50;

/** One line for each problem, in AEMM's wording for flags, with line and column where the parser knows them. */
export async function describeProblems(
  problems: readonly Problem[],
  locate: Locate | undefined,
  isPrivate: IsPrivate,
): Promise<readonly string[]> {
  const shown = problems.slice(0, MOST_PROBLEMS);
  const positions = await findPositions(shown, locate);
  const lines = shown.map((problem) => describe(problem, positions, isPrivate));
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `There are ${more} more problems like these.`] : lines;
}

type Positions = ReadonlyMap<Assignment, Position | undefined>;

async function findPositions(
  problems: readonly Problem[],
  locate: Locate | undefined,
): Promise<Positions> {
  const assignments = problems
    .filter((problem) => !('position' in problem))
    .flatMap(({ assignment, conflict }) => (conflict ? [assignment, conflict] : [assignment]))
    .filter(({ origin }) => origin.source === 'file');
  if (locate === undefined || assignments.length === 0) return new Map();
  const places = assignments.map(
    ({ path, written = path }): Place => ({ path: written, part: 'value' }),
  );
  const positions = await locate(places);
  return new Map(assignments.map((assignment, index) => [assignment, positions[index]]));
}

function describe(
  { assignment, conflict, position, advice, hidden = false }: Problem,
  positions: Positions,
  isPrivate: IsPrivate,
): string {
  const input = (one: Assignment): string => {
    const shown = hidden || isPrivate(one.path) ? 'input' : `input ${quote(one.value)}`;
    return describeInput(one, shown, positions.get(one) ?? position);
  };
  const reason =
    conflict === undefined ? advice : `It conflicts with ${input(conflict)}: ${advice}`;
  return `Invalid ${input(assignment)}. ${reason}`;
}

function describeInput(
  { path, written = path, origin }: Assignment,
  input: string,
  position: Position | undefined,
): string {
  const { source, where = '' } = origin;
  if (source === 'flag') return `CLI ${input} for flag ${where.replace(/^--/, '')}`;
  if (source === 'environment') return `environment ${input} for variable ${where}`;
  // The content of a file stands for its name.
  const key = idOf(written) === idOf(path) ? path : written;
  return `config file ${input} for key ${key.join('.')} in ${at(where, position)}`;
}

/** A place as a message names it: `aemm.json:3:5`. */
export function at(file: string, position: Position | undefined): string {
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}

const LONGEST_QUOTE = 80;

/** A value as a message shows it, cut to fit into a line. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
