import type { Locate, Problem } from '../model/finding.ts';
import type { Said } from '../model/origin.ts';

/** Tells by its key whether a value must not be shown. */
export type IsPrivate = (path: readonly string[]) => boolean;

/** What is allowed, in the words of AEMM. */
export function allow(values: string): string {
  return `Allowed value(s): ${values}.`;
}

/** More lines than these help nobody. */
const MOST_PROBLEMS = 50;

/** One line a problem, in the words that AEMM has for flags, with line and column where the file's format can tell. */
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
  { said, advice, hidden = false }: Problem,
  locate: Locate | undefined,
  isPrivate: IsPrivate,
): Promise<string> {
  const input = hidden || isPrivate(said.path) ? 'input' : `input ${quote(said.value)}`;
  return `Invalid ${await describePlace(said, input, locate)}. ${advice}`;
}

async function describePlace(
  { path, written = path, origin }: Said,
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

/** A value as a message shows it: never longer than a line has room for. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
