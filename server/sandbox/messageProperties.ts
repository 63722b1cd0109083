/**
 * The properties of a sendMail body, by the Graph v1.0 metadata: names, types, enum values. A JSON value is good where
 * its type says so; every type but those marked `!` takes null too.
 */
export type PropertyType =
  | 'string'
  | 'string!'
  | 'boolean'
  | 'boolean!'
  | 'integer!'
  | 'dateTime'
  | 'base64'
  | 'strings'
  | { readonly enum: readonly string[] }
  | { readonly one: TypeName }
  | { readonly many: TypeName };

export type TypeName =
  | 'message'
  | 'recipient'
  | 'emailAddress'
  | 'itemBody'
  | 'followupFlag'
  | 'dateTimeTimeZone'
  | 'internetMessageHeader'
  | 'fileAttachment'
  | 'singleValueLegacyExtendedProperty'
  | 'multiValueLegacyExtendedProperty';

const recipients = { many: 'recipient' } as const;
const recipient = { one: 'recipient' } as const;
const moment = { one: 'dateTimeTimeZone' } as const;

export const MESSAGE_PROPERTIES: Readonly<Record<TypeName, Readonly<Record<string, PropertyType>>>> = {
  message: {
    id: 'string!',
    categories: 'strings',
    changeKey: 'string',
    createdDateTime: 'dateTime',
    lastModifiedDateTime: 'dateTime',
    bccRecipients: recipients,
    body: { one: 'itemBody' },
    bodyPreview: 'string',
    ccRecipients: recipients,
    conversationId: 'string',
    conversationIndex: 'base64',
    flag: { one: 'followupFlag' },
    from: recipient,
    hasAttachments: 'boolean',
    importance: { enum: ['low', 'normal', 'high'] },
    inferenceClassification: { enum: ['focused', 'other'] },
    internetMessageHeaders: { many: 'internetMessageHeader' },
    internetMessageId: 'string',
    isDeliveryReceiptRequested: 'boolean',
    isDraft: 'boolean',
    isRead: 'boolean',
    isReadReceiptRequested: 'boolean',
    parentFolderId: 'string',
    receivedDateTime: 'dateTime',
    replyTo: recipients,
    sender: recipient,
    sentDateTime: 'dateTime',
    subject: 'string',
    toRecipients: recipients,
    uniqueBody: { one: 'itemBody' },
    webLink: 'string',
    attachments: { many: 'fileAttachment' },
    multiValueExtendedProperties: { many: 'multiValueLegacyExtendedProperty' },
    singleValueExtendedProperties: { many: 'singleValueLegacyExtendedProperty' },
  },
  recipient: { emailAddress: { one: 'emailAddress' } },
  emailAddress: { address: 'string', name: 'string' },
  itemBody: { content: 'string', contentType: { enum: ['text', 'html'] } },
  followupFlag: {
    completedDateTime: moment,
    dueDateTime: moment,
    flagStatus: { enum: ['notFlagged', 'complete', 'flagged'] },
    startDateTime: moment,
  },
  dateTimeTimeZone: { dateTime: 'string!', timeZone: 'string' },
  internetMessageHeader: { name: 'string', value: 'string' },
  fileAttachment: {
    id: 'string!',
    contentType: 'string',
    isInline: 'boolean!',
    lastModifiedDateTime: 'dateTime',
    name: 'string',
    size: 'integer!',
    contentBytes: 'base64',
    contentId: 'string',
    contentLocation: 'string',
  },
  singleValueLegacyExtendedProperty: { id: 'string!', value: 'string' },
  multiValueLegacyExtendedProperty: { id: 'string!', value: 'strings' },
};

/** Attachments are an abstract type in Graph: the concrete one must be named, and these must be given. */
export const ATTACHMENT_REQUIRED = ['@odata.type', 'name', 'contentBytes'] as const;
