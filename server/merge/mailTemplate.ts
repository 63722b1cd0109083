/**
 * A compiled piece of mail: fixed text and places. It is built once per letter; a row is then joined from it.
 * A place knows how its value has to be written there (HTML text, attribute, address of a link), so no value can become markup.
 */

/** The value of a field in one row, as the list shows it; '' where there is none. Pure. */
export type FieldValue = (field: string) => string;

/** Something that has its text only when the row is known. `fields`: what it reads. */
export type Slot = { fields: string[]; evaluate: (value: FieldValue) => string };

export type TemplatePart = string | ((value: FieldValue) => string);

export type MailTemplate = { add: (part: TemplatePart) => void; render: (value: FieldValue) => string };

export function mailTemplate(): MailTemplate {
  const parts: TemplatePart[] = [];
  return {
    add(part) {
      const last = parts.length - 1;
      if (typeof part === 'string' && typeof parts[last] === 'string') parts[last] += part;
      else if (part !== '') parts.push(part);
    },
    render(value) {
      let out = '';
      for (const part of parts) out += typeof part === 'string' ? part : part(value);
      return out;
    },
  };
}

/** A plain field: its value and nothing else. */
export function fieldSlot(field: string): Slot {
  return { fields: [field], evaluate: (value) => value(field) };
}
