import type { Locate, Position, Problem } from '../model/finding.ts';
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
  const lines = shown.map((problem, index) => describe(problem, positions[index], isPrivate));
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `There are ${more} more problems like these.`] : lines;
}

async function findPositions(
  problems: readonly Problem[],
  locate: Locate | undefined,
): Promise<readonly (Position | undefined)[]> {
  const isInFile = problems.some(({ assignment }) => assignment.origin.source === 'file');
  if (locate === undefined || !isInFile) return [];
  return locate(
    problems.map(({ assignment: { path, written = path } }) => ({ path: written, part: 'value' })),
  );
}

function describe(
  { assignment, advice, hidden = false }: Problem,
  position: Position | undefined,
  isPrivate: IsPrivate,
): string {
  const { path, value } = assignment;
  const input = hidden || isPrivate(path) ? 'input' : `input ${quote(value)}`;
  return `Invalid ${describePlace(assignment, input, position)}. ${advice}`;
}

function describePlace(
  { path, origin }: Assignment,
  input: string,
  position: Position | undefined,
): string {
  const { source, where = '' } = origin;
  if (source === 'flag') return `CLI ${input} for flag ${where.replace(/^--/, '')}`;
  if (source === 'environment') return `environment ${input} for variable ${where}`;
  return `config file ${input} for key ${path.join('.')} in ${at(where, position)}`;
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
