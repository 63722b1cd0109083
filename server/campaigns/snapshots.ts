/**
 * Approved campaigns, ready to be sent: letter, subject and files are made ready once, and every mail of a campaign carries the
 * same attachment objects, so that a wire encodes them once. An approved snapshot never changes.
 */
import { PLAIN_SENDING, type SendWindow } from '../../shared/api/pace.ts';
import type { MailAttachment } from '../mail/message.ts';
import { tooLongRemark } from '../merge/messageLimit.ts';
import { rowRenderer } from '../merge/renderMessage.ts';
import type { MessageRows, Rendered, RenderPrepared } from '../outbox/campaignSide.ts';
import type { Database } from '../storage/database.ts';
import { boundedCache } from './boundedCache.ts';
import { approvedFiles, approvedOf } from './campaignFacts.ts';
import { commonFiles, mailOf, type MailSource, mailSource } from './campaignMail.ts';
import { campaignById } from './campaigns.store.ts';
import { asList, type ListRows, storedRows } from './lists.store.ts';
import type { Letters } from './letters.ts';

export interface Snapshots {
  windowOf(campaignId: string): Promise<SendWindow | null>;
  /** The rows of these messages in one query; each mail is built when it is asked for. */
  prepare(campaignId: string, messages: readonly MessageRows[]): Promise<RenderPrepared>;
}

interface Snapshot {
  window: SendWindow | null;
  /** `list`: the message's own rows. Synchronous: the table at hand is only this message's while it is built. */
  build: (list: ListRows, which: MessageRows, htmlAlone: boolean) => Rendered | Unmarked;
}

/** A mail that has not got its mark yet. */
type Unmarked = { ok: true; message: ReturnType<typeof mailOf> & object };

/** About this many bytes of files stay at hand together with their campaigns. */
const KEPT_BYTES = 64 * 1024 * 1024;
/** A compiled letter and what belongs to it, roughly. */
const SNAPSHOT_BYTES = 64 * 1024;

const NO_ADDRESS = {
  ok: false,
  code: 'INVALID_ADDRESS',
  reason: 'This row has no usable address. Nothing was sent to it.',
} as const;

export function snapshotsOf(deps: { db: Database; letters: Letters; now: () => number }): Snapshots {
  const kept = boundedCache<Snapshot>(KEPT_BYTES);
  const of = (campaignId: string): Promise<Snapshot> => kept.get(campaignId, () => made(campaignId));

  async function made(campaignId: string): Promise<{ value: Snapshot; weight: number }> {
    const row = await campaignById(deps.db, campaignId);
    const approved = row && approvedOf(row);
    if (!approved) throw new Error(`Campaign ${campaignId} sends without having been approved.`);
    const time = approved.time ?? row.started_at ?? deps.now();
    const source = await mailSource(deps.db, deps.letters, campaignId, {
      ...approved,
      files: approvedFiles(approved),
      headers: approved.list.headers,
      time,
    });
    const files = await commonFiles(deps.db, deps.letters, source);
    const { window } = approved.sending ?? PLAIN_SENDING;
    const weight = files.reduce((sum, file) => sum + file.contentBytes.length, SNAPSHOT_BYTES);
    return { value: { window, build: builder(source, files) }, weight };
  }

  return {
    windowOf: async (campaignId) => (await of(campaignId)).window,
    async prepare(campaignId, messages) {
      const snapshot = await of(campaignId);
      const rows = await storedRows(
        deps.db,
        campaignId,
        messages.flatMap((message) => message.rows),
      );
      return (index, markerId, htmlAlone = false) => {
        const which = messages[index];
        const own = which?.rows.flatMap((number) => rows.get(number) ?? []) ?? [];
        if (which === undefined || own.length < which.rows.length) return NO_ADDRESS;
        const built = snapshot.build(asList(own), which, htmlAlone);
        return built.ok ? { ok: true, message: { ...built.message, markerId } } : built;
      };
    },
  };
}

/** One renderer for all rows; the rows at hand are put into its table right before each mail. */
function builder(source: MailSource, files: MailAttachment[]): Snapshot['build'] {
  const { letter, subject, columns, addressColumn, how, headers } = source;
  const table: { rows: string[][]; exact: NonNullable<ListRows['exact']> } = { rows: [], exact: [] };
  const whole = Object.assign(table, { kind: 'rows' as const, sheet: null, sheets: [], headers });
  const render = rowRenderer(letter.compiled, subject, whole, columns, addressColumn, how);
  return (list, which, htmlAlone) => {
    table.rows = list.rows;
    table.exact = list.exact ?? [];
    const plan = { rows: list.rows.map((_, index) => index), records: which.rows, sequence: which.sequence };
    const mail = render(plan, htmlAlone);
    if (mail.to === null) return NO_ADDRESS;
    const message = mailOf(source, files, mail, mail.to);
    if (message === null) return { ok: false, code: 'MESSAGE_TOO_LARGE', reason: tooLongRemark(mail.row).text };
    return { ok: true, message };
  };
}
