/**
 * What somebody sees who was sent a hosted link. No session: the address holds the secret. Only the button starts something,
 * and even that connects nothing: the callback asks in that very browser, and the click there uses the link up.
 */
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ERRORS } from '../../shared/api/errors.ts';
import type { Feature } from '../../shared/api/accounts.ts';
import { AppError } from '../http/appError.ts';
import type { ConnectDeps } from './connectDeps.ts';
import { lastPage } from './connectPages.ts';
import { guestOf } from './guestOf.ts';
import { linkOverPage, linkPage, type LinkChoice } from './linkPages.ts';
import { type LinkRow, linkStatus } from './links.store.ts';
import { mayRead } from './mayRead.ts';
import { sendPage } from './pageFrame.ts';
import type { PageTexts } from './pageTexts/pageTexts.ts';
import { textsFor } from './pageTexts/textsFor.ts';
import { asksAddress } from './providers/asksAddress.ts';
import type { MailProvider } from './providers/mailProvider.ts';
import { matches } from './secretText.ts';
import { startAttempt } from './startAttempt.ts';

type LinkForm = { t?: unknown; app?: unknown; address?: unknown };

export function mountLinkPages(app: FastifyInstance, deps: ConnectDeps): void {
  // HEAD too: a scanner that asks for the head only must not find a dead link.
  app.route<{ Params: { id: string }; Querystring: { t?: unknown } }>({
    method: ['GET', 'HEAD'],
    url: '/link/:id',
    schema: { hide: true },
    handler: async (request, reply) => {
      const { params, query } = request;
      const texts = textsFor(request);
      const link = await openLink(deps, params.id, query.t);
      return link ? showLink(deps, link, String(query.t), { texts, reply }) : sendOver({ texts, reply });
    },
  });

  // A scope of its own: everywhere else a form in place of JSON is refused with a word about it.
  void app.register(async (scope) => {
    await scope.register(formbody);
    scope.post<{ Params: { id: string }; Body: LinkForm | undefined }>(
      '/link/:id',
      { schema: { hide: true } },
      async (request, reply) => {
        const { params, body = {} } = request;
        const texts = textsFor(request);
        const link = await openLink(deps, params.id, body.t);
        return link ? startTrip(deps, link, body, { texts, reply }) : sendOver({ texts, reply });
      },
    );
  });
}

/** Undefined for every reason alike: unknown, wrong secret, used, over, taken back. */
async function openLink(deps: ConnectDeps, id: string, secret: unknown): Promise<LinkRow | undefined> {
  const link = await deps.links.byId(id);
  return link && matches(secret, link.secret_hash) && linkStatus(link, deps.clock()) === 'open' ? link : undefined;
}

/** Where a page goes, and in which words. */
interface Shown {
  texts: PageTexts;
  reply: FastifyReply;
}

function sendOver({ texts, reply }: Shown): FastifyReply {
  return sendPage(reply, ERRORS.LINK_OVER, linkOverPage(texts));
}

async function showLink(deps: ConnectDeps, link: LinkRow, secret: string, { texts, reply }: Shown): Promise<FastifyReply> {
  const owner = await deps.whoIs(link.user_id);
  const providers = await offered(deps, link);
  const choices = providers.map((provider) => ({ ...choiceOf(provider, link), name: nameAmong(provider, providers) }));
  const { id, note, expires_at: expiresAt } = link;
  return sendPage(reply, 200, linkPage(texts, { id, secret, owner, note, expiresAt, choices }));
}

/** The app of the link, or all that are open to everybody; asked anew each time, because apps come and go. */
async function offered(deps: ConnectDeps, link: LinkRow): Promise<MailProvider[]> {
  const keys = (await deps.choices()).filter((key) => link.app_key === null || link.app_key === key);
  return (await Promise.all(keys.map((key) => deps.providerOf(key)))).filter((provider) => provider !== undefined);
}

/** Two apps of one kind are told apart by the names their administrator gave them. */
function nameAmong({ name, app }: MailProvider, all: readonly MailProvider[]): string {
  return all.filter((other) => other.name === name).length > 1 ? app.name : name;
}

function choiceOf(provider: MailProvider, link: LinkRow): Omit<LinkChoice, 'name'> {
  const { kind } = provider.app;
  const scopes = provider.scopesFor([...provider.app.features, ...featuresOf(link)]);
  return {
    key: provider.key,
    mayRead: mayRead(kind, scopes),
    // Of a generic app nothing is known about that; its mail server decides.
    maySendAs: kind !== 'generic' && provider.maySendAs(scopes),
    asksAddress: asksAddress(provider.app),
  };
}

async function startTrip(deps: ConnectDeps, link: LinkRow, form: LinkForm, shown: Shown): Promise<FastifyReply> {
  const { texts, reply } = shown;
  const provider = (await offered(deps, link)).find(({ key }) => key === form.app);
  // The kind that was pressed is not offered any more: what is, is shown again.
  if (!provider) return showLink(deps, link, String(form.t), shown);
  try {
    const { startUrl } = await startAttempt(deps, {
      provider,
      purpose: 'connect',
      userId: link.user_id,
      prompt: null,
      loginHint: typeof form.address === 'string' && form.address.trim() !== '' ? form.address.trim().slice(0, 320) : null,
      features: featuresOf(link),
      reconnectId: null,
      linkId: link.id,
    });
    // Without the origin: Chromium lets a form lead only to the origin it was shown on (CSP form-action).
    const { pathname, search } = new URL(startUrl);
    return await reply.header('cache-control', 'no-store').redirect(`${pathname}${search}&lang=${texts.language}`, 303);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const failure = { code: error.code, sentence: error.message };
    const where = { connectId: '', host: 'browser', link: await guestOf(deps, link, provider) } as const;
    return sendPage(reply, 200, lastPage(texts, { status: 'failed', failure }, where));
  }
}

function featuresOf(link: LinkRow): Feature[] {
  return JSON.parse(link.features) as Feature[];
}
