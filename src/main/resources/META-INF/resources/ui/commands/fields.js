// What a command asks for beside a reason, as form fields and as what the API takes.
import { element, made } from '../dom.js';

export function fieldsOf(command, target) {
  return (command.fields ?? []).map((field) => made('label', {}, `${field.label} `, control(field, target),
    field.hint ? element('span', 'note', ` ${field.required ? '' : 'optional, '}${field.hint}`) : null));
}

function control(field, target) {
  if (field.options) {
    return made('select', { name: field.name }, ...Object.entries(field.options).map(([value, text]) => made('option', { value }, text)));
  }
  const input = made('input', {
    name: field.name, type: field.type ?? 'text', min: field.min, max: field.max, required: field.required || null, autocomplete: 'off',
  });
  input.value = typeof field.value === 'function' ? field.value(target) : field.value ?? '';
  return input;
}

/** A DELETE carries no body: what it needs goes into the query. */
export function read(command, target, form) {
  const body = {};
  const query = {};
  for (const field of command.fields ?? []) {
    const text = form.elements[field.name].value.trim();
    if (field.equals && text !== field.equals(target)) {
      throw new Error(`This is not ${field.equals(target)}: nothing was done.`);
    }
    if (text !== '' && !field.aside) {
      (field.query ? query : body)[field.name] = field.type === 'number' ? Number(text) : text;
    }
  }
  const reason = form.elements.reason.value.trim();
  return command.method === 'DELETE' ? { query: { ...query, reason } } : { body: { ...body, reason }, query };
}
