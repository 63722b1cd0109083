/** Parts of a mail that depend on the message: one of two templates, or one for each row. */
import { type MailTemplate, mailTemplate, type TemplatePart } from '../mailTemplate.ts';
import type { MergeScope, Test } from '../mergeScope.ts';
import { keepWithin, MAIL_LENGTH_MAX } from '../messageLimit.ts';

/** A template of its own, filled by `add`. */
export function templateFrom(add: (out: MailTemplate) => void): MailTemplate {
  const out = mailTemplate();
  add(out);
  return out;
}

export function choicePart(test: Test, then: MailTemplate, otherwise: MailTemplate): TemplatePart {
  const asked = (scope: MergeScope) => (test.holds(scope) ? then : otherwise).render(scope);
  return test.onlyDrops === true ? { asked, kept: then } : asked;
}

export function repeatPart(from: number, inner: MailTemplate): TemplatePart {
  return (scope) => {
    let out = '';
    for (const row of rowsFrom(scope, from)) {
      out += inner.render(row);
      keepWithin(out.length, MAIL_LENGTH_MAX);
    }
    return out;
  };
}

export function linePart(line: Test, inner: MailTemplate): TemplatePart {
  const asked = (scope: MergeScope) => (line.holds(scope) ? inner.render(scope) : '');
  return line.onlyDrops === true ? { asked, kept: inner } : asked;
}

/** In the scope of a row these are the rows of its message too. */
export function rowsFrom(scope: MergeScope, from: number): readonly MergeScope[] {
  return from === 0 ? scope.rows : scope.rows.slice(from);
}
