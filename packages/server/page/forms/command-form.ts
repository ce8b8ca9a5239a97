import type { Value } from '@aemm/core';
import { element } from '../dom.ts';
import type { Command } from './command.ts';
import { requestOf } from './command.ts';
import type { Field } from './field.ts';
import { createField } from './field.ts';
import type { Perform } from './perform.ts';

/** How the form of a command looks. */
export interface FormOptions {
  /** The fields that are always shown; all if absent. The others are one step away. */
  readonly main?: readonly string[];
  /** What is announced when it is done; the title of the command if absent. */
  readonly name?: string;
}

/** Creates a button for a command that takes nothing, and for others a form behind its title. */
export function createCommandForm(
  command: Command,
  perform: Perform,
  options: FormOptions = {},
): HTMLElement {
  const { title, summary } = command;
  const fields = Object.entries(command.fields).map(([name, schema]) =>
    createField(name, schema, command.required.includes(name)),
  );
  const problem = element('p', { class: 'problem', hidden: true });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const input = readFields(fields);
    const refusal = await perform(options.name ?? title, requestOf(command, input));
    const wrong = wrongField(command, refusal?.field);
    for (const field of fields) field.mark(field.name === wrong);
    problem.hidden = refusal === undefined;
    problem.textContent = refusal?.message ?? '';
  };
  if (fields.length === 0) {
    const button = element('button', {}, title);
    const hint = element('span', { class: 'hint' }, summary);
    return element('form', { class: 'command', submit }, button, hint, problem);
  }
  return element(
    'details',
    { class: 'command' },
    element('summary', {}, element('b', {}, title), element('span', { class: 'hint' }, summary)),
    element(
      'form',
      { submit, 'aria-label': options.name ?? title },
      ...arrange(fields, options.main),
      problem,
      element('button', { class: 'primary' }, title),
    ),
  );
}

/** The name of the field that a refusal is about. It calls the whole body as the operation does. */
function wrongField({ fields, body }: Command, refused: string | undefined): string | undefined {
  const [name] = refused?.split(/[.[]/) ?? [];
  return name === undefined || Object.hasOwn(fields, name) ? name : body;
}

function readFields(fields: readonly Field[]): Record<string, Value> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = field.read();
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function arrange(fields: readonly Field[], main?: readonly string[]): HTMLElement[] {
  const grid = (shown: readonly Field[]) =>
    element('div', { class: 'fields' }, ...shown.map((field) => field.element));
  if (main === undefined) return [grid(fields)];
  const more = element(
    'details',
    { class: 'more' },
    element('summary', {}, 'More fields'),
    grid(fields.filter(({ name }) => !main.includes(name))),
  );
  // The browser points at what is wrong, which it can only where that is seen. The event does not bubble.
  more.addEventListener('invalid', () => (more.open = true), { capture: true });
  return [grid(fields.filter(({ name }) => main.includes(name))), more];
}
