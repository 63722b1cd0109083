import type { Folder, MailItem } from './mailItems.ts';
import type { SandboxAddress } from './mailbox.ts';
import type { MailContent } from './takeJsonMail.ts';

/** Properties that an answer has only where `$select` names them. */
const ON_REQUEST = ['internetMessageHeaders'];

/** What `$select` may name. */
export const ITEM_PROPERTIES = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'categories',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'internetMessageId',
  'internetMessageHeaders',
  'subject',
  'bodyPreview',
  'importance',
  'parentFolderId',
  'conversationId',
  'isDeliveryReceiptRequested',
  'isReadReceiptRequested',
  'isRead',
  'isDraft',
  'webLink',
  'body',
  'sender',
  'from',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'flag',
];

export interface ItemView {
  /** Undefined: all but those that must be asked for. The id is shown in any case. */
  select: readonly string[] | undefined;
  /** An extended property to show. */
  expand: string | undefined;
  immutableIds: boolean;
}

/** A message resource as Graph shows it (graph resources/message.md). */
export function showItem(item: MailItem, { select, expand, immutableIds }: ItemView): Record<string, unknown> {
  const whole = wholeItem(item, immutableIds);
  const names = select ?? ITEM_PROPERTIES.filter((name) => !ON_REQUEST.includes(name));
  const shown = Object.fromEntries(['id', ...names].map((name) => [name, whole[name]]));
  if (expand === undefined) return shown;
  const found = item.content.extendedProperties.filter(({ id }) => sameProperty(id, expand));
  return { ...shown, ...(found.length > 0 && { singleValueExtendedProperties: found }) };
}

/** Type and GUID without regard to case; a name is compared as it is. */
export function sameProperty(one: string, other: string): boolean {
  const normal = (text: string): string => {
    const name = / Name .*$/i.exec(text)?.[0] ?? '';
    return text.slice(0, text.length - name.length).toLowerCase() + name.replace(/^ name/i, ' name');
  };
  return normal(one) === normal(other);
}

/** The parts that the sender gave; also what `GET /_state` shows. */
export function messageOf(content: MailContent): Record<string, unknown> {
  const body = content.html === undefined ? { contentType: 'text', content: content.text } : undefined;
  return {
    subject: content.subject,
    body: body ?? { contentType: 'html', content: content.html },
    from: recipient(content.from),
    toRecipients: content.to.map(recipient),
    ccRecipients: content.cc.map(recipient),
    bccRecipients: content.bcc.map(recipient),
    replyTo: content.replyTo.map(recipient),
    importance: content.importance,
    internetMessageHeaders: content.headers,
    hasAttachments: content.attachments.length > 0,
  };
}

function wholeItem(item: MailItem, immutableIds: boolean): Record<string, unknown> {
  const { content } = item;
  return {
    ...messageOf(content),
    id: immutableIds ? item.immutableId : item.id,
    createdDateTime: item.createdAt,
    lastModifiedDateTime: item.sentAt ?? item.createdAt,
    changeKey: `CQAAAB${item.isDraft ? 'AA' : 'AB'}`,
    categories: [],
    receivedDateTime: item.sentAt ?? item.createdAt,
    sentDateTime: item.sentAt ?? item.createdAt,
    internetMessageId: `<${item.immutableId.slice(6, 30)}@sandbox.invalid>`,
    bodyPreview: content.text.replace(/\s+/g, ' ').slice(0, 255),
    parentFolderId: folderId(item.folder),
    conversationId: `AAQkAD${item.immutableId.slice(6, 60)}`,
    isDeliveryReceiptRequested: false,
    isReadReceiptRequested: false,
    isRead: true,
    isDraft: item.isDraft,
    webLink: `https://outlook.sandbox.invalid/owa/?ItemID=${encodeURIComponent(item.immutableId)}`,
    sender: recipient(content.from),
    flag: { flagStatus: 'notFlagged' },
  };
}

/** Opaque, the same for every mailbox here; well-known names are for URLs only. */
export const folderId = (folder: Folder) =>
  `AQMkAD${{ drafts: 'IAAAIBDw', outbox: 'IAAAIBCw', sentitems: 'IAAAIBCQ' }[folder]}AAAA==`;

const recipient = ({ name, address }: SandboxAddress) => ({ emailAddress: { name, address } });
