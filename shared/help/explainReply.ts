/** The codes in a mail server's reply: `535 5.7.139 …`, `5.7.233` in a report, `554` alone. */
import type { HelpEntry, HelpMatch } from './helpEntry.ts';
import { SMTP_CODES, SMTP_RANGES, SMTP_WORDINGS } from './smtpCodes.ts';

/** RFC 3463 codes, with the reply before them where there is one (`550 5.7.1`, `550-5.7.1`); no parts of an IP address or version. */
const ENHANCED = /(?<![\w.])(?:([245]\d\d)[ -])?([245]\.\d{1,3}\.\d{1,3})(?![\w]|\.\d)/g;
/** A reply without such a code: only at the very beginning, because any number could look like it. */
const PLAIN = /^([45]\d\d)(?=[ -]|$)/;

export function explainReply(said: string): HelpMatch[] {
  const lower = said.toLowerCase();
  const enhanced = [...said.matchAll(ENHANCED)].flatMap(([, reply, code = '']) => {
    const entry = entryOf(reply, code, lower);
    return entry ? [matchOf(reply === undefined ? code : `${reply} ${code}`, entry)] : [];
  });
  if (enhanced.length > 0) return enhanced;
  const reply = PLAIN.exec(said)?.[1];
  const entry = reply === undefined ? undefined : SMTP_CODES.get(reply);
  return entry && reply !== undefined ? [matchOf(reply, entry)] : [];
}

/** The most exact one: by the words, with the reply, the code, its range, its class; the reply last. */
function entryOf(reply: string | undefined, code: string, lower: string): HelpEntry | undefined {
  return (
    SMTP_WORDINGS.find((wording) => wording.code === code && lower.includes(wording.says)) ??
    SMTP_CODES.get(`${reply}-${code}`) ??
    SMTP_CODES.get(code) ??
    SMTP_CODES.get(rangeOf(code) ?? '') ??
    SMTP_CODES.get(code.split('.').slice(0, 2).join('.')) ??
    SMTP_CODES.get(code.slice(0, 1)) ??
    (reply === undefined ? undefined : SMTP_CODES.get(reply))
  );
}

function rangeOf(code: string): string | undefined {
  const [a, b, c] = code.split('.').map(Number);
  return SMTP_RANGES.find(({ from, to }) => {
    const [x, y, z] = from.split('.').map(Number);
    return a === x && b === y && (c ?? 0) >= (z ?? 0) && (c ?? 0) <= to;
  })?.from;
}

function matchOf(code: string, { who, text }: HelpEntry): HelpMatch {
  return { code, source: 'smtp', who, text };
}
