/** The browser's side of a trip: start page, callback, confirm form. None needs a session; each proves itself otherwise. */
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mailboxCallback } from '../../shared/api/accounts.ts';
import { ERRORS } from '../../shared/api/errors.ts';
import { AppError } from '../http/appError.ts';
import { failureBody } from '../http/errorReply.ts';
import type { Mount } from '../http/mount.ts';
import type { AttemptOutcome } from './attemptOutcome.ts';
import { EXPIRED } from './attemptOutcome.ts';
import { confirmAttempt } from './confirmAttempt.ts';
import { ATTEMPT_MS, type ConnectDeps } from './connectDeps.ts';
import { lastPage, startPage } from './connectPages.ts';
import { attemptFinisher, type CallbackQuery } from './finishAttempt.ts';
import { hashOf, matches } from './secretText.ts';
import { authUrlOf, openFlow } from './startAttempt.ts';

export function mountConnectPages(app: FastifyInstance, mount: Mount, deps: ConnectDeps): void {
  const finish = attemptFinisher(deps);

  app.get<{ Params: { connectId: string }; Querystring: { t?: string; host?: string } }>(
    '/connect/:connectId',
    { schema: { hide: true } },
    (request, reply) => showStart(deps, request.params.connectId, request.query, reply),
  );

  mount(mailboxCallback, async ({ request, reply }) => {
    const query = callbackQuery(request);
    const row = query.state === undefined ? undefined : await deps.attempts.byState(hashOf(query.state));
    const outcome = await finish(row, query);
    if (outcome.status === 'confirm' && outcome.cookie !== null) bindBrowser(deps, reply, row?.id ?? '', outcome.cookie);
    return answer(request, reply, outcome, { connectId: row?.id ?? '', host: row?.host ?? 'browser' });
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
  return answer(request, reply, outcome, { connectId, host: row?.host ?? 'browser' });
}

async function showStart(
  deps: ConnectDeps,
  connectId: string,
  query: { t?: string; host?: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const row = await deps.attempts.byId(connectId);
  const provider = row && (await deps.providerOf(row.provider));
  const flow = row && (await openFlow(deps, row));
  const open =
    row && provider && flow && row.status === 'pending' && row.expires_at > deps.clock() && matches(query.t, row.ticket_hash);
  if (!open) return html(reply, 410, lastPage({ status: 'failed', failure: EXPIRED }, { connectId, host: 'browser' }));
  if (query.host === 'office') await deps.attempts.update(row.id, { host: 'office' });
  return html(reply, 200, startPage(await authUrlOf(deps, provider, row, flow)));
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

/** Repeated or odd parameters are treated as missing: a callback has each at most once. */
function callbackQuery(request: FastifyRequest): CallbackQuery {
  const given = request.query as Record<string, unknown>;
  const picked = (['code', 'state', 'error', 'error_description'] as const).map((name) => [name, given[name]] as const);
  return Object.fromEntries(picked.filter(([, value]) => typeof value === 'string')) as CallbackQuery;
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: AttemptOutcome,
  where: { connectId: string; host: 'browser' | 'office' },
): FastifyReply {
  const status = outcome.status === 'failed' ? ERRORS[outcome.failure.code] : 200;
  if (wantsJson(request)) return reply.status(status).send(jsonOf(outcome, request.id));
  // The page is shown to a person: a gateway's status would make some web views show their own error page instead.
  return html(reply, status >= 500 ? 200 : status, lastPage(outcome, where));
}

function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('application/json') && !accept.includes('text/html');
}

function jsonOf(outcome: AttemptOutcome, requestId: string): unknown {
  switch (outcome.status) {
    case 'connected':
      return { success: true, status: 'connected', provider: outcome.provider, email: outcome.email };
    case 'signed-in':
      // The one-time code belongs to the person who looks at the page, not to a program that follows redirects.
      return {
        success: true,
        status: 'signed-in',
        provider: outcome.provider,
        ...(outcome.email !== null && { email: outcome.email }),
      };
    case 'confirm':
      return { success: false, status: 'confirm', provider: outcome.provider, email: outcome.mailbox };
    case 'failed': {
      const { code, sentence, provider } = outcome.failure;
      return { ...failureBody(new AppError(code, sentence, provider ? { provider } : {}), requestId), status: 'failed' };
    }
  }
}

/**
 * Tighter than the rest of the server: nobody may frame a page with a “Connect” button. office.js is allowed because the
 * last page loads it when an Office dialog shows it.
 */
const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; script-src 'self' https://appsforoffice.microsoft.com; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

function html(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.status(status).headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(text);
}
