/** Outlook's side of the wire: what the pane is told when it starts, and the calls of the item. */
import type { OutlookFile, OutlookItem, OutlookPerson } from './anOutlookItem.ts';
import type { OfficeQuestion } from './hostWire.ts';

/** Numbers of the calls, as `outlook-web-16.01.debug.js` has them. */
const CALL = {
  bodyType: 14,
  recipients: 15,
  setSubject: 17,
  subject: 18,
  setRecipients: 21,
  body: 37,
  setBody: 38,
  addFile: 148,
  files: 149,
  file: 150,
  itemId: 164,
  saveRoaming: 404,
};
const HTML = 3;
const ITEM_TYPE = { read: 1, compose: 4 };
/** Permission “read and write this item”, as the manifest asks for it. */
const READ_WRITE_ITEM = 3;
const UNKNOWN_CALL = 9;
/** “The item is not saved yet”; nothing is open. */
const NO_ITEM = 9024;
/** “The attachment can't be found”. */
const NO_SUCH_FILE = 9047;

const FIELDS = ['to', 'cc', 'bcc'] as const;

interface OutlookParams {
  recipientField?: number;
  recipientArray?: OutlookPerson[];
  subject?: string;
  data?: string;
  coercionType?: number;
  id?: string;
}

export interface OutlookSide {
  answer: (question: OfficeQuestion) => unknown;
  /** `GetInitialData`. */
  start: () => unknown;
}

/** What is beside the pane: exchanged under a pinned one, and null where nothing is selected. */
export interface BesidePane {
  item: OutlookItem | null;
}

export function outlookSide(beside: BesidePane): OutlookSide {
  const field = ({ recipientField }: OutlookParams) => FIELDS[recipientField ?? 0] ?? 'to';
  const call = (id: number, params: OutlookParams): unknown => {
    const { item } = beside;
    if (item === null) return failed(NO_ITEM);
    switch (id) {
      case CALL.subject:
        return done(item.subject);
      case CALL.setSubject:
        return done(void (item.subject = params.subject ?? ''));
      case CALL.bodyType:
        return done(HTML);
      case CALL.body:
        return done(params.coercionType === HTML ? item.body : item.body.replaceAll(/<[^>]+>/g, ''));
      case CALL.setBody:
        return done(void (item.body = params.data ?? ''));
      case CALL.recipients:
        return done(item[field(params)]);
      case CALL.setRecipients:
        return done(void (item[field(params)] = params.recipientArray ?? []));
      case CALL.itemId:
        return item.id === null ? failed(NO_ITEM) : done(item.id);
      case CALL.files:
        return done(item.attachments.map(detailsOf));
      case CALL.file:
        return contentOf(item.attachments.find((file) => file.id === params.id));
      default:
        return failed(UNKNOWN_CALL);
    }
  };
  return {
    start: () => beside.item && startOf(beside.item),
    answer: ({ data }) => {
      const { MethodData, ApiParams } = data as { MethodData: { DispatchId: number }; ApiParams: OutlookParams | null };
      if (MethodData.DispatchId !== CALL.saveRoaming) return call(MethodData.DispatchId, ApiParams ?? {});
      if (beside.item) beside.item.roaming = (ApiParams as unknown as [Record<string, unknown>])[0];
      return done(undefined);
    },
  };
}

/** What the pane is told of an item, at the start and when it changes. */
export function startOf(item: OutlookItem): Record<string, unknown> {
  return {
    itemType: ITEM_TYPE[item.kind],
    permissionLevel: READ_WRITE_ITEM,
    hostVersion: '16.0.20000.10000',
    owaView: 'ThreeColumns',
    userProfileType: 'office365',
    userDisplayName: 'Anna Berg',
    userEmailAddress: 'anna@contoso.example',
    userTimeZone: 'UTC',
    timeZoneOffsets: [],
    isRestIdSupported: true,
    itemNumber: 0,
    conversationId: 'conversation',
    id: item.kind === 'read' ? (item.id ?? 'item') : null,
    ...(item.kind === 'read' && {
      subject: item.subject,
      normalizedSubject: item.subject,
      to: item.to,
      cc: item.cc,
      attachments: item.attachments.map(detailsOf),
    }),
  };
}

function detailsOf({ id, name, contentType, content, isInline, contentId, size }: OutlookFile): Record<string, unknown> {
  const bytes = Buffer.from(content, 'base64').length;
  return {
    id,
    name,
    contentType,
    size: size ?? bytes,
    isInline,
    attachmentType: 0,
    ...(contentId !== undefined && { contentId }),
  };
}

function contentOf(file: OutlookFile | undefined): unknown {
  return file ? done({ content: file.content, format: 'base64' }) : failed(NO_SUCH_FILE);
}

const done = (data: unknown) => ({ error: false, errorCode: 0, wasSuccessful: true, data: data ?? null });
const failed = (errorCode: number) => ({ error: true, errorCode, wasSuccessful: false, data: null });
