/**
 * A compiled piece of mail: fixed text and places. It is built once per letter; a row is then joined from it.
 * A place knows how its value has to be written there (HTML text, attribute, address of a link), so no value can become markup.
 */
import type { MergeScope } from './mergeScope.ts';

export type TemplatePart = string | ((scope: MergeScope) => string);

export type MailTemplate = { add: (part: TemplatePart) => void; render: (scope: MergeScope) => string };

export function mailTemplate(): MailTemplate {
  const parts: TemplatePart[] = [];
  return {
    add(part) {
      const last = parts.length - 1;
      if (typeof part === 'string' && typeof parts[last] === 'string') parts[last] += part;
      else if (part !== '') parts.push(part);
    },
    render(scope) {
      let out = '';
      for (const part of parts) out += typeof part === 'string' ? part : part(scope);
      return out;
    },
  };
}
