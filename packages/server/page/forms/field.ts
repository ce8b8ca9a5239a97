import type { JsonSchema, Value } from '@aemm/core';
import { readText } from '@aemm/core';
import { element, newId } from '../dom.ts';
import { toWords } from '../text.ts';

/** One field of a form. */
export interface Field {
  readonly name: string;
  readonly element: HTMLElement;
  /** What was entered, as its schema asks for; `undefined`: nothing. */
  read(): Value | undefined;
  /** Marks it as the one that is wrong, or not any more. */
  mark(isWrong: boolean): void;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Creates the field of a property by its JSON Schema. */
export function createField(name: string, schema: JsonSchema, isRequired: boolean): Field {
  const { description } = schema;
  const kind = withoutNull(schema);
  const id = newId('field');
  const hint = `${id}-hint`;
  const control = createControl(kind, isRequired);
  control.id = id;
  control.name = name;
  if (description !== undefined) control.setAttribute('aria-describedby', hint);
  const label = element('label', { for: id }, toWords(name));
  const isSwitch = 'const' in kind;
  return {
    name,
    element: element(
      'div',
      { class: isSwitch ? 'field switch' : 'field' },
      ...(isSwitch ? [control, label] : [label, control]),
      ...(description === undefined
        ? []
        : [element('p', { id: hint, class: 'hint' }, String(description))]),
    ),
    read() {
      if (isSwitch) return (control as HTMLInputElement).checked ? kind.const : undefined;
      if (control.value === '' && !isRequired) return undefined;
      return readText(control.value, kind);
    },
    mark(isWrong) {
      if (isWrong) control.setAttribute('aria-invalid', 'true');
      else control.removeAttribute('aria-invalid');
    },
  };
}

function createControl(schema: JsonSchema, isRequired: boolean): Control {
  if ('const' in schema) return element('input', { type: 'checkbox' });
  const choices = choicesOf(schema);
  if (choices !== undefined) {
    const none = isRequired ? [] : [element('option', { value: '' }, '—')];
    return element('select', {}, ...none, ...choices.map((one) => element('option', {}, one)));
  }
  const { type, format, minimum, maximum, minLength } = schema as Readonly<
    Record<string, string | number>
  >;
  if (type === 'number' || type === 'integer') {
    const step = type === 'integer' ? 1 : 'any';
    const bounds = { ...(minimum !== undefined && { min: minimum }), max: maximum };
    return element('input', { type: 'number', step, ...bounds, required: isRequired });
  }
  if (type !== 'object' && type !== 'array') {
    const placeholder = format === 'date-time' ? '2030-01-01T00:00:00Z' : undefined;
    return element('input', {
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder,
      // Other texts may be empty, such as the value of a tag.
      required: isRequired && Number(minLength) > 0,
    });
  }
  return element('textarea', { rows: 3, spellcheck: 'false', required: isRequired });
}

function choicesOf(schema: JsonSchema): string[] | undefined {
  if (schema.type === 'boolean') return ['true', 'false'];
  return Array.isArray(schema.enum) ? schema.enum.map(String) : undefined;
}

/** What a schema allows besides `null`, which a form says by leaving the field empty. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const [only, ...others] = (anyOf as JsonSchema[]).filter(({ type }) => type !== 'null');
  return only === undefined || others.length > 0 ? schema : only;
}
