import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { itemNotFound, wantsImmutableIds } from './draftRoutes.ts';
import { enterMailbox, refuse } from './graphCaller.ts';
import type { GraphError } from './graphError.ts';
import { badQuery, checkSelect, readExpand, readPropertyFilter } from './graphQuery.ts';
import { type Folder, FOLDERS, type MailItem } from './mailItems.ts';
import { folderId, ITEM_PROPERTIES, type ItemView, sameProperty, showItem } from './showItem.ts';
import type { SandboxParts } from './startSandbox.ts';
import { originOf } from './tokenRoutes.ts';

type Query = Record<string, string | undefined>;
type OneRequest = FastifyRequest<{ Params: { id: string }; Querystring: Query }>;
type ListRequest = FastifyRequest<{ Params: { folder: string }; Querystring: Query }>;

const READERS = ['Mail.Read', 'Mail.ReadWrite'];
/** Page size where `$top` is not given, and the largest that it may name (graph user-list-messages.md). */
const PAGE = 10;
const PAGE_MAX = 1000;

/** Reading the mailbox: one item by its id, and the folders that there are. */
export function addMailItemRoutes(app: FastifyInstance, parts: SandboxParts): void {
  app.get('/me/messages/:id', (request: OneRequest, reply) => readItem(parts, request, reply));
  app.get('/me/mailFolders/:folder', (request: ListRequest, reply) => readFolder(parts, request, reply));
  app.get('/me/mailFolders/:folder/messages', (request: ListRequest, reply) => listFolder(parts, request, reply));
}

async function readItem(parts: SandboxParts, request: OneRequest, reply: FastifyReply) {
  const caller = await enterMailbox(parts, request, reply, READERS);
  if ('status' in caller) return refuse(parts, request, reply, caller);
  const view = readView(request.query, wantsImmutableIds(request, reply));
  if ('status' in view) return refuse(parts, request, reply, view);
  const item = parts.items.find(caller.person.address, request.params.id);
  if (item === undefined) return refuse(parts, request, reply, itemNotFound);
  return { '@odata.context': `${originOf(request)}/v1.0/$metadata#users('me')/messages/$entity`, ...showItem(item, view) };
}

const FOLDER_PROPERTIES = ['id', 'displayName', 'totalItemCount', 'isHidden'];

async function readFolder(parts: SandboxParts, request: ListRequest, reply: FastifyReply) {
  const caller = await enterMailbox(parts, request, reply, [...READERS, 'Mail.ReadBasic']);
  if ('status' in caller) return refuse(parts, request, reply, caller);
  const folder = folderOf(request.params.folder);
  if (folder === undefined) return refuse(parts, request, reply, folderNotFound);
  const names = request.query['$select']?.split(',').map((name) => name.trim()) ?? FOLDER_PROPERTIES;
  const failure = checkSelect(FOLDER_PROPERTIES, names, 'mailFolder');
  if (failure !== undefined) return refuse(parts, request, reply, failure);
  const totalItemCount = parts.items.list(caller.person.address, folder).length;
  const whole: Record<string, unknown> = { id: folderId(folder), displayName: FOLDERS[folder], totalItemCount, isHidden: false };
  return {
    '@odata.context': `${originOf(request)}/v1.0/$metadata#users('me')/mailFolders/$entity`,
    ...Object.fromEntries(['id', ...names].map((name) => [name, whole[name]])),
  };
}

const folderOf = (name: string): Folder | undefined =>
  (Object.keys(FOLDERS) as Folder[]).find((each) => each === name.toLowerCase() || folderId(each) === name);

async function listFolder(parts: SandboxParts, request: ListRequest, reply: FastifyReply) {
  const caller = await enterMailbox(parts, request, reply, READERS);
  if ('status' in caller) return refuse(parts, request, reply, caller);
  const folder = folderOf(request.params.folder);
  if (folder === undefined) return refuse(parts, request, reply, folderNotFound);
  const view = readView(request.query, wantsImmutableIds(request, reply));
  if ('status' in view) return refuse(parts, request, reply, view);
  const found = filtered(parts.items.list(caller.person.address, folder), request.query);
  if ('status' in found) return refuse(parts, request, reply, found);
  return {
    '@odata.context': `${originOf(request)}/v1.0/$metadata#users('me')/mailFolders('${folder}')/messages`,
    value: found.map((item) => showItem(item, view)),
  };
}

function readView(query: Query, immutableIds: boolean): ItemView | GraphError {
  const select = query['$select']?.split(',').map((name) => name.trim());
  const failure = select && checkSelect(ITEM_PROPERTIES, select, 'message');
  if (failure !== undefined) return failure;
  const expand = query['$expand'] === undefined ? undefined : readExpand(query['$expand']);
  if (expand !== undefined && 'status' in expand) return expand;
  return { select, expand: expand?.id, immutableIds };
}

function filtered(items: MailItem[], query: Query): MailItem[] | GraphError {
  const top = query['$top'] === undefined ? PAGE : Number(query['$top']);
  if (!Number.isInteger(top) || top < 1 || top > PAGE_MAX) return badQuery(`Invalid value for $top: '${query['$top']}'.`);
  if (query['$filter'] === undefined) return items.slice(0, top);
  const wanted = readPropertyFilter(query['$filter']);
  if ('status' in wanted) return wanted;
  const has = ({ content }: MailItem): boolean =>
    content.extendedProperties.some(({ id, value }) => sameProperty(id, wanted.id) && value === wanted.value);
  return items.filter(has).slice(0, top);
}

const folderNotFound: GraphError = {
  status: 404,
  code: 'ErrorFolderNotFound',
  message: 'The specified folder could not be found in the store.',
};
