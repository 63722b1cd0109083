/** What would happen if this draft were started: how many mails, and what stops it. Pure. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { ENVELOPE_BYTES, FILE_BYTES_MAX } from '../../shared/api/draftLimits.ts';
import type { FieldPolicy, MergeSettings } from '../../shared/api/mergeSettings.ts';
import type { SendingPlan } from '../../shared/api/pace.ts';
import { ATTACHMENT_BYTES_MAX } from '../../shared/api/send.ts';
import { analyse } from '../merge/analyse.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import { localTime } from '../merge/localTime.ts';
import { scopeOf } from '../merge/mergeScope.ts';
import { TOO_LONG, unlessTooLong } from '../merge/messageLimit.ts';
import type { LeftRow } from '../merge/planMessages.ts';
import { megabytes } from '../merge/readResult.ts';
import { type CompiledLetter, NOTHING_MORE } from '../merge/compiledLetter.ts';
import { compileSubject } from '../merge/compileSubject.ts';
import type { CheckFacts } from './campaignFacts.ts';
import { draftColumns } from './draftColumns.ts';
import type { Letter } from './letters.ts';
import { sendTimeFindings } from './sendTimes.ts';

export interface DraftParts {
  letter: Letter | null;
  subject: string;
  table: ListTable | null;
  listRemarks: readonly Remark[];
  addressColumn: string | null;
  /** Field → column chosen by the person ('' = none). */
  chosen: Readonly<Record<string, string>>;
  fieldPolicies: Readonly<Record<string, FieldPolicy>>;
  merge: MergeSettings;
  sending: SendingPlan;
  /** Now, milliseconds since 1970; a SKIPIF field may ask for it. */
  time: number;
  attachmentBytes: number;
}

/** A list can be looked at before there is a letter. */
const NO_LETTER: CompiledLetter = {
  ...NOTHING_MORE,
  fields: [],
  remarks: [],
  images: [],
  render: () => ({ html: '', text: '' }),
};

export function assessDraft(parts: DraftParts): CheckFacts {
  const compiled = parts.letter?.compiled ?? NO_LETTER;
  const subject = compileSubject(parts.subject);
  const room = unlessTooLong(() => roomIn(parts));
  const missing = missingParts(parts, room);
  const roomForFiles = Math.max(0, room?.left ?? FILE_BYTES_MAX);
  if (parts.table === null) {
    const warnings = [...compiled.remarks, ...subject.remarks];
    return { recipients: 0, skipped: 0, left: leftOf([]), unusedColumns: [], roomForFiles, blockers: missing, warnings };
  }
  const columns = draftColumns({ ...parts, letter: compiled, subject: subject.fields }, parts.table.headers);
  const { table, addressColumn, fieldPolicies, merge, listRemarks } = parts;
  const now = localTime(new Date(parts.time));
  const found = analyse(compiled, subject, table, columns, addressColumn, fieldPolicies, merge, listRemarks, now);
  const firsts = found.plan.messages.map(({ rows: [first = 0] }) => first);
  const times = sendTimeFindings(table, parts.sending, firsts, parts.time);
  return {
    recipients: found.messages,
    skipped: found.skipped,
    left: leftOf(found.plan.left),
    unusedColumns: found.unusedColumns.filter((column) => column !== parts.sending.timeColumn),
    roomForFiles,
    blockers: [...missing, ...found.blockers, ...times.blockers],
    warnings: [...times.warnings, ...found.warnings],
    ...(times.last !== null && { lastTime: times.last }),
  };
}

function leftOf(left: readonly LeftRow[]): CheckFacts['left'] {
  const count = (code: LeftRow['code']) => left.filter((one) => one.code === code).length;
  return { filtered: count('FILTERED'), duplicates: count('DUPLICATE'), skipIf: count('SKIPIF') };
}

function missingParts(parts: DraftParts, room: Room | null): Remark[] {
  const blockers: Remark[] = [];
  if (parts.letter === null) blockers.push({ code: 'LETTER_MISSING', text: 'There is no letter yet. Add one.' });
  if (parts.table === null) blockers.push({ code: 'LIST_MISSING', text: 'There is no list yet. Add one.' });
  if (parts.subject.trim() === '') blockers.push({ code: 'SUBJECT_MISSING', text: 'The mails have no subject yet. Write one.' });
  if (room === null) blockers.push(TOO_LONG);
  else if (room.hasFiles && room.left < 0) {
    const text =
      `Letter, pictures and attachment have ${megabytes(ATTACHMENT_BYTES_MAX - room.left)} together, and ` +
      `${megabytes(ATTACHMENT_BYTES_MAX)} is the most one mail can carry. Make them smaller.`;
    blockers.push({ code: 'MESSAGE_TOO_LARGE', text });
  }
  return blockers;
}

interface Room {
  /** Bytes of further files that a mail has room for; below 0: what there is does not fit. */
  left: number;
  /** Pictures and the merged document are files too. Without any, the text has room enough. */
  hasFiles: boolean;
}

/** Files travel as base64, a third larger, and the text as it is: so a byte of text counts three quarters of a byte of a file. */
function roomIn({ letter, attachmentBytes, merge }: DraftParts): Room {
  const document = merge.document === null ? undefined : letter?.compiled.document?.(scopeOf(() => ''));
  const files = attachmentBytes + (letter?.pictureBytes ?? 0) + (document?.length ?? 0);
  const html = letter === null ? '' : JSON.stringify(letter.compiled.render(scopeOf(() => '')).html);
  const text = Math.ceil(((Buffer.byteLength(html) + ENVELOPE_BYTES) * 3) / 4);
  return { left: ATTACHMENT_BYTES_MAX - files - text, hasFiles: files > 0 };
}
