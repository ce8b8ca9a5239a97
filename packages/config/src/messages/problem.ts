import type { Locate, Problem } from '../model/finding.ts';
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
  const lines = await Promise.all(
    problems.slice(0, MOST_PROBLEMS).map((problem) => describeProblem(problem, locate, isPrivate)),
  );
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `There are ${more} more problems like these.`] : lines;
}

async function describeProblem(
  { assignment, advice, hidden = false }: Problem,
  locate: Locate | undefined,
  isPrivate: IsPrivate,
): Promise<string> {
  const { path, value } = assignment;
  const input = hidden || isPrivate(path) ? 'input' : `input ${quote(value)}`;
  return `Invalid ${await describePlace(assignment, input, locate)}. ${advice}`;
}

async function describePlace(
  { path, written = path, origin }: Assignment,
  input: string,
  locate: Locate | undefined,
): Promise<string> {
  const { source, where = '' } = origin;
  if (source === 'flag') return `CLI ${input} for flag ${where.replace(/^--/, '')}`;
  if (source === 'environment') return `environment ${input} for variable ${where}`;
  const position = await locate?.(written);
  const place = position === undefined ? where : `${where}:${position.line}:${position.column}`;
  return `config file ${input} for key ${path.join('.')} in ${place}`;
}

const LONGEST_QUOTE = 80;

/** A value as a message shows it, cut to fit into a line. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
