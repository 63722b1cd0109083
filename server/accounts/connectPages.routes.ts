/** The browser's side of a trip: start page, callback, confirm form. None needs a session; each proves itself otherwise. */
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mailboxCallback } from '../../shared/api/accounts.ts';
import { ERRORS } from '../../shared/api/errors.ts';
import { AppError } from '../http/appError.ts';
import { failureBody } from '../http/errorReply.ts';
import type { Mount } from '../http/mount.ts';
import type { ConsentAnswer, ConsentQuery } from '../oauth/consentAnswer.ts';
import type { AttemptRow } from './attempts.store.ts';
import { type AttemptTrouble, EXPIRED, LINK_OVER, type ShownOutcome } from './attemptOutcome.ts';
import { confirmAttempt } from './confirmAttempt.ts';
import { ATTEMPT_MS, type ConnectDeps } from './connectDeps.ts';
import { consentPage, type LastPage, lastPage, type LinkGuest, startPage } from './connectPages.ts';
import { failurePages } from './failurePages.ts';
import { attemptFinisher } from './finishAttempt.ts';
import type { CallbackQuery } from './foreignAnswer.ts';
import { guestOf } from './guestOf.ts';
import { mountLinks } from './links.routes.ts';
import { sendPage } from './pageFrame.ts';
import { pageTexts } from './pageTexts/pageTexts.ts';
import { textsFor, wishedLanguage } from './pageTexts/textsFor.ts';
import { hashOf, matches } from './secretText.ts';
import { authUrlOf, openFlow } from './startAttempt.ts';

export function mountConnectPages(app: FastifyInstance, mount: Mount, deps: ConnectDeps): void {
  const finish = attemptFinisher(deps);
  failurePages(app);
  mountLinks(app, mount, deps);

  app.get<StartRequest>('/connect/:connectId', { schema: { hide: true } }, (request, reply) => showStart(deps, request, reply));

  mount(mailboxCallback, async ({ params, request, reply }) => {
    const query = callbackQuery(request);
    const row = query.state === undefined ? undefined : await deps.attempts.byState(hashOf(query.state));
    const consent = row ? undefined : await deps.consentAnswered(query);
    if (consent) return answerAdministrator(request, reply, consent);
    const outcome = await finish(row, { key: params.providerKey, query });
    if (outcome.status === 'again') return reply.header('cache-control', 'no-store').redirect(outcome.url, 302);
    if (outcome.status === 'confirm' && outcome.cookie !== null) bindBrowser(deps, reply, row?.id ?? '', outcome.cookie);
    return answer(request, reply, outcome, { ...(await whereOf(deps, row)), language: row?.language ?? null });
  });

  // A scope of its own: everywhere else a form in place of JSON is refused with a word about it.
  void app.register(async (scope) => {
    await scope.register(formbody);
    scope.post<{ Body: { secret?: unknown; answer?: unknown } }>(
      '/api/email/auth/confirm',
      { schema: { hide: true } },
      (request, reply) => takeAnswer(deps, request, reply),
    );
  });
}

async function takeAnswer(
  deps: ConnectDeps,
  request: FastifyRequest<{ Body: { secret?: unknown; answer?: unknown } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const secret = typeof request.body?.secret === 'string' ? request.body.secret : '';
  const connectId = secret.split('.')[0] ?? '';
  const cookie = request.cookies[cookieName(connectId)];
  const outcome = await confirmAttempt(deps, { secret, cookie, accept: request.body?.answer === 'yes' });
  const row = await deps.attempts.byId(connectId);
  return answer(request, reply, outcome, { ...(await whereOf(deps, row)), language: row?.language ?? null });
}

interface StartRequest {
  Params: { connectId: string };
  Querystring: { t?: string; host?: string; lang?: unknown };
}

async function showStart(deps: ConnectDeps, request: FastifyRequest<StartRequest>, reply: FastifyReply): Promise<FastifyReply> {
  const { params, query } = request;
  const row = await deps.attempts.byId(params.connectId);
  const texts = textsFor(request, row?.language);
  const provider = row && (await deps.providerOf(row.provider));
  const flow = row && (await openFlow(deps, row));
  const open =
    row && provider && flow && row.status === 'pending' && row.expires_at > deps.clock() && matches(query.t, row.ticket_hash);
  const where = await whereOf(deps, row);
  if (!open) return sendPage(reply, 410, lastPage(texts, forGuest({ status: 'failed', failure: EXPIRED }, where.link), where));
  await rememberWindow(deps, row, {
    host: query.host === 'office' || query.host === 'office-web' ? query.host : row.host,
    language: wishedLanguage(request) ?? row.language,
  });
  try {
    return sendPage(reply, 200, startPage(texts, await authUrlOf(deps, provider, row, flow), provider.name));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const failure = { code: error.code, sentence: error.message };
    return sendPage(reply, 200, lastPage(texts, { status: 'failed', failure }, where));
  }
}

/** Where the window was opened and in which language: the pages after the provider's are shown alike. */
async function rememberWindow(deps: ConnectDeps, row: AttemptRow, window: Pick<AttemptRow, 'host' | 'language'>): Promise<void> {
  if (window.host !== row.host || window.language !== row.language) await deps.attempts.update(row.id, window);
}

/** Who looks at the page: somebody the pane sent, or a guest with a hosted link. */
async function whereOf(deps: ConnectDeps, row: AttemptRow | undefined): Promise<LastPage> {
  const link = row && row.link_id !== null ? await deps.links.byId(row.link_id) : undefined;
  const where = { connectId: row?.id ?? '', host: row?.host ?? ('browser' as const) };
  if (!row || !link) return { ...where, link: null };
  return { ...where, link: await guestOf(deps, link, await deps.providerOf(row.provider)) };
}

/** One for each attempt, so that a second one beside it, or a stranger's form, takes nothing away. It ends with the attempt. */
const cookieName = (attemptId: string): string => `mergepost_confirm_${attemptId}`;
const COOKIE_PATH = '/api/email/auth';

function bindBrowser(deps: ConnectDeps, reply: FastifyReply, attemptId: string, value: string): void {
  void reply.setCookie(cookieName(attemptId), value, {
    path: COOKIE_PATH,
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.serverUrl.startsWith('https:'),
    maxAge: ATTEMPT_MS / 1000,
  });
}

const PARAMETERS = ['code', 'state', 'iss', 'error', 'error_description', 'admin_consent'] as const;

/** Repeated or odd parameters are treated as missing: a callback has each at most once. */
function callbackQuery(request: FastifyRequest): CallbackQuery & ConsentQuery {
  const given = request.query as Record<string, unknown>;
  const picked = PARAMETERS.map((name) => [name, given[name]] as const);
  return Object.fromEntries(picked.filter(([, value]) => typeof value === 'string')) as CallbackQuery & ConsentQuery;
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  ended: ShownOutcome,
  where: LastPage & { language: string | null },
): FastifyReply {
  const outcome = forGuest(ended, where.link);
  const status = outcome.status === 'failed' ? ERRORS[outcome.failure.code] : 200;
  if (wantsJson(request)) return reply.status(status).send(jsonOf(outcome, request.id));
  return sendPage(reply, status >= 500 ? 200 : status, lastPage(textsFor(request, where.language), outcome, where));
}

/** A guest has no pane to go back to: they have the link, as long as it is open. */
function forGuest(outcome: ShownOutcome, link: LinkGuest | null): ShownOutcome {
  if (!link || outcome.status !== 'failed') return outcome;
  const { code } = outcome.failure;
  const general = pageTexts.failed.guest(code);
  if (general === null) return outcome;
  return { status: 'failed', failure: link.open ? { code, sentence: general } : LINK_OVER };
}

/** An administrator comes back from allowing the app, or not. */
function answerAdministrator(request: FastifyRequest, reply: FastifyReply, consent: ConsentAnswer): FastifyReply {
  const { granted, sentence } = consent;
  if (!wantsJson(request)) return sendPage(reply, 200, consentPage(textsFor(request), consent));
  if (granted) return reply.send({ success: true, status: 'granted', message: sentence });
  const body = failureBody(new AppError('CONNECT_DECLINED', sentence), request.id);
  return reply.status(ERRORS.CONNECT_DECLINED).send({ ...body, status: 'declined' });
}

function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('application/json') && !accept.includes('text/html');
}

function jsonOf(outcome: ShownOutcome, requestId: string): unknown {
  switch (outcome.status) {
    case 'connected':
      return { success: true, status: 'connected', provider: outcome.provider, email: outcome.email, ...troubleJson(outcome) };
    case 'signed-in':
      // The one-time code belongs to the person who looks at the page, not to a program that follows redirects.
      return {
        success: true,
        status: 'signed-in',
        provider: outcome.provider,
        ...(outcome.email !== null && { email: outcome.email }),
        ...troubleJson(outcome),
      };
    case 'confirm':
      return { success: false, status: 'confirm', provider: outcome.provider, email: outcome.mailbox };
    case 'failed': {
      const { code, sentence, provider } = outcome.failure;
      return { ...failureBody(new AppError(code, sentence, provider ? { provider } : {}), requestId), status: 'failed' };
    }
  }
}

function troubleJson({ trouble }: { trouble: AttemptTrouble | null }): { trouble?: { reason: string; next: string | null } } {
  return trouble ? { trouble: { reason: trouble.reason, next: trouble.next } } : {};
}
