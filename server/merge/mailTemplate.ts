/**
 * A compiled piece of mail: fixed text and places. It is built once per letter; a row is then joined from it.
 * A place knows how its value has to be written there (HTML text, attribute, address of a link), so no value can become markup.
 */
import type { MergeScope } from './mergeScope.ts';
import { keepWithin, MAIL_LENGTH_MAX } from './messageLimit.ts';

export type TemplatePart = string | ((scope: MergeScope) => string);

export type MailTemplate = {
  add: (part: TemplatePart) => void;
  render: (scope: MergeScope) => string;
  /** The pieces that `render` would join. */
  each: (scope: MergeScope, take: (piece: string) => void) => void;
  /** What it always gives; null where that depends on the message. */
  fixed: () => string | null;
};

export function mailTemplate(): MailTemplate {
  const parts: TemplatePart[] = [];
  return {
    add(part) {
      const last = parts.length - 1;
      if (typeof part === 'string' && typeof parts[last] === 'string') parts[last] += part;
      else if (part !== '') parts.push(part);
    },
    fixed() {
      const [only = ''] = parts;
      return parts.length < 2 && typeof only === 'string' ? only : null;
    },
    each(scope, take) {
      for (const part of parts) take(typeof part === 'string' ? part : part(scope));
    },
    render(scope) {
      let out = '';
      for (const part of parts) {
        out += typeof part === 'string' ? part : part(scope);
        keepWithin(out.length, MAIL_LENGTH_MAX);
      }
      return out;
    },
  };
}
