/** A campaign as its owner sees it. */
import type { Campaign, CampaignSummary, Remark } from '../../shared/api/campaigns.ts';
import { distinctFields } from '../../shared/merge/fieldNames.ts';
import type { SendingAccount } from '../accounts/accountUse.ts';
import { compileSubject } from '../merge/compileSubject.ts';
import {
  approvedOf,
  checkFactsOf,
  chosenColumnsOf,
  fieldPoliciesOf,
  filesOf,
  letterFactsOf,
  listFactsOf,
  mergeSettingsOf,
  sendingOf,
} from './campaignFacts.ts';
import { progressOf, progressOfAll, secondsToSend } from './campaignProgress.ts';
import { senderBlockers } from './campaignSender.ts';
import type { CampaignCard, CampaignRow } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { draftColumns } from './draftColumns.ts';

export type ViewDeps = Pick<CampaignsDeps, 'db' | 'now' | 'accounts' | 'messagesPerMinute'>;

export async function campaignView(deps: ViewDeps, row: CampaignRow): Promise<Campaign> {
  const account = row.account_id === null ? undefined : await deps.accounts.find(row.user_id, row.account_id);
  return {
    ...summaryOf(row, account?.address, await progressOf(deps, row)),
    version: row.version,
    providerId: row.account_id,
    subject: row.subject,
    letter: letterView(row),
    list: listView(row),
    addressColumn: row.address_column,
    sendAs: row.from_address,
    columns: columnsOf(row),
    fieldPolicies: fieldPoliciesOf(row),
    merge: mergeSettingsOf(row),
    sending: sendingOf(row),
    ...attachmentsView(row),
    check: await checkView(deps, row, account),
  };
}

/** Cards without letter and list, each with its progress. */
export async function campaignCards(deps: ViewDeps, cards: readonly CampaignCard[]): Promise<CampaignSummary[]> {
  const progress = await progressOfAll(deps, cards);
  const addresses = new Map<string, string | undefined>();
  for (const card of cards) {
    if (card.account_id === null || addresses.has(card.account_id)) continue;
    addresses.set(card.account_id, (await deps.accounts.find(card.user_id, card.account_id))?.address);
  }
  return cards.flatMap((card) => {
    const mine = progress.get(card.id);
    return mine ? [summaryOf(card, addresses.get(card.account_id ?? ''), mine)] : [];
  });
}

function summaryOf(card: CampaignCard, address: string | undefined, progress: CampaignSummary['progress']): CampaignSummary {
  return {
    id: card.id,
    name: card.name,
    status: card.status,
    pauseReason: card.status === 'paused' ? card.pause_reason : null,
    // A mailbox that was disconnected meanwhile is still the one it was sent from.
    from: address ?? approvedOf(card)?.from ?? null,
    progress,
    createdAt: timeOf(card.created_at),
    startsAt: card.start_at === null ? null : timeOf(card.start_at),
    erasedAt: card.erased_at === null ? null : timeOf(card.erased_at),
    startedAt: card.started_at === null ? null : timeOf(card.started_at),
    finishedAt: card.finished_at === null ? null : timeOf(card.finished_at),
  };
}

function timeOf(millis: number): string {
  return new Date(millis).toISOString();
}

/** Field names of letter and subject, in order of appearance. */
export function fieldsOf(row: CampaignRow): string[] {
  return distinctFields([...(letterFactsOf(row)?.fields ?? []), ...compileSubject(row.subject).fields]);
}

/** Field → column as it will be used. */
export function columnsOf(row: CampaignRow): Record<string, string | null> {
  const [letter, merge] = [letterFactsOf(row), mergeSettingsOf(row)];
  const subject = compileSubject(row.subject).fields;
  return draftColumns({ letter, subject, chosen: chosenColumnsOf(row), merge }, listFactsOf(row)?.headers ?? []);
}

function letterView(row: CampaignRow): Campaign['letter'] {
  const facts = letterFactsOf(row);
  if (!facts || row.letter_kind === null) return null;
  return { name: row.letter_name ?? '', kind: row.letter_kind, ...facts, fields: fieldsOf(row) };
}

function listView(row: CampaignRow): Campaign['list'] {
  const facts = listFactsOf(row);
  return facts && row.list_kind !== null ? { name: row.list_name ?? '', kind: row.list_kind, ...facts } : null;
}

function attachmentsView(row: CampaignRow): Pick<Campaign, 'attachment' | 'attachments'> {
  const attachments = filesOf(row).map(({ hash, name, bytes, contentType }) => ({ id: hash, name, bytes, contentType }));
  const [first] = attachments;
  return { attachment: first ? { name: first.name, bytes: first.bytes, contentType: first.contentType } : null, attachments };
}

async function checkView(deps: ViewDeps, row: CampaignRow, account: SendingAccount | undefined): Promise<Campaign['check']> {
  const { lastTime, ...facts } = checkFactsOf(row);
  // A started campaign has its own progress.
  if (row.status !== 'draft') return { ...facts, seconds: null };
  const blockers = [...mailboxBlockers(account), ...senderBlockers(account, row.from_address), ...facts.blockers];
  // What else the mailbox does counts before the start.
  const seconds = await secondsToSend(deps, account?.mailbox ?? null, facts.recipients, sendingOf(row).window);
  const untilLast = lastTime === undefined ? 0 : (lastTime - deps.now()) / 1000;
  return { ...facts, blockers, seconds: seconds === null ? null : Math.max(seconds, untilLast) };
}

/**
 * What the mailbox itself has against a start; it changes without the draft being touched, so it is never stored. Troubles
 * that an administrator or the operator mends do not count: nobody tells us when they are over, sending finds out.
 */
export function mailboxBlockers(account: SendingAccount | undefined): Remark[] {
  if (!account) return [{ code: 'MAILBOX_MISSING', text: 'No mailbox is chosen to send from. Choose one.' }];
  if (account.state !== 'needs-reconnect' && account.state !== 'disconnected') return [];
  return [
    { code: 'MAILBOX_NOT_CONNECTED', text: `${account.address} cannot send now. ${account.stateReason ?? 'Reconnect it.'}` },
  ];
}
