import type { JsonSchema, Operation, Value } from '@aemm/core';
import { isFields, jsonSchemaOf, operations } from '@aemm/core';

/** A command of `ctl`. */
export interface CtlCommand {
  /** The words that name it. */
  readonly words: readonly string[];
  /** One sentence for help. */
  readonly summary: string;
  /** The fields that are typed as arguments, in order. */
  readonly args: readonly string[];
  /** The fields that are typed as flags. */
  readonly flags: readonly string[];
  /** The schemas of fields. */
  readonly fields: JsonSchema;
  /** The fields that it needs. */
  readonly required: readonly string[];
  /** What it asks the control plane for. */
  readonly operation: Operation;
  /** The fields that it sets itself. */
  readonly fixed: Readonly<Record<string, Value>>;
  /** The key of a file for what an argument holds: such a file may have other keys as well. */
  readonly fileKey?: string;
  /** The field of the operation that holds what is typed; absent: what is typed are its fields. */
  readonly within?: string;
}

/** An action, as the control plane lists it. */
export interface ListedAction {
  readonly category: string;
  readonly action: string;
  readonly description: string;
  readonly input: JsonSchema;
}

/** Whether a value is an action as it is listed, and not what another program answers. */
export function isAction(value: unknown): value is ListedAction {
  if (!isFields(value) || !isFields(value.input)) return false;
  const { category, action, description } = value;
  return [category, action, description].every((text) => typeof text === 'string');
}

/** The commands of the operations that every mock has. */
export function operationCommands(): readonly CtlCommand[] {
  return operations.flatMap((operation) => {
    const { properties, required } = jsonSchemaOf(operation.input);
    const fields = (properties ?? {}) as JsonSchema;
    return operation.commands.map(({ words, summary, args = [], only, fixed = {}, fileKey }) => ({
      words: words.split(' '),
      summary: summary ?? operation.summary,
      args,
      flags: (only ?? Object.keys(fields)).filter((name) => !args.includes(name)),
      fields,
      required: (required ?? []) as readonly string[],
      operation,
      fixed,
      ...(fileKey !== undefined && { fileKey }),
    }));
  });
}

/** The command of an action. */
export function actionCommand({ category, action, description, input }: ListedAction): CtlCommand {
  const operation = operations.find(({ id }) => id === 'run-action') as Operation;
  const fields = (input.properties ?? {}) as JsonSchema;
  return {
    words: [category, action],
    summary: description,
    args: [],
    flags: Object.keys(fields),
    fields,
    required: (input.required ?? []) as readonly string[],
    operation,
    fixed: { category, action },
    within: 'input',
  };
}

/** The command that the first words name: the longest. */
export function findCommand(
  words: readonly string[],
  commands: readonly CtlCommand[],
): CtlCommand | undefined {
  const named = commands.filter((command) =>
    command.words.every((word, index) => word === words[index]),
  );
  return named.toSorted((one, other) => other.words.length - one.words.length)[0];
}

/** The flag of a field: `inSeconds` as `in-seconds`. */
export function flagOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The schema of a field. */
export function schemaOf({ fields }: CtlCommand, field: string): JsonSchema {
  return (fields[field] ?? {}) as JsonSchema;
}
