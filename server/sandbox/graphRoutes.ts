import type { FastifyInstance } from 'fastify';
import { addDraftRoutes } from './draftRoutes.ts';
import { checkSelect } from './graphQuery.ts';
import { graphIds, readCaller, refuse } from './graphCaller.ts';
import type { GraphError } from './graphError.ts';
import { addMailItemRoutes } from './mailItemRoutes.ts';
import { addOrganizationRoute } from './organizationRoute.ts';
import type { SandboxPerson } from './samplePeople.ts';
import { addSendMailRoute } from './sendMailRoute.ts';
import type { SandboxParts } from './startSandbox.ts';
import { originOf } from './tokenRoutes.ts';

/** Microsoft Graph under /v1.0: who am I, where do I work, send, drafts, and what was sent. Bodies arrive as bytes, so that bad JSON fails in Graph's own shape. */
export function addGraphRoutes(root: FastifyInstance, parts: SandboxParts): void {
  void root.register(
    async (app: FastifyInstance) => {
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) =>
        refuse(parts, request, reply, failureOf(error)),
      );
      app.setNotFoundHandler((request, reply) => refuse(parts, request, reply, noSegment(request.url)));
      app.addHook('onRequest', async (request, reply) => {
        const { requestId, clientRequestId } = graphIds(request);
        reply.headers({ 'request-id': requestId, 'client-request-id': clientRequestId, 'cache-control': 'no-store, no-cache' });
      });
      app.get<{ Querystring: Record<string, string | undefined> }>('/me', async (request, reply) => {
        const caller = await readCaller(parts, request, ['User.Read']);
        if ('status' in caller) return refuse(parts, request, reply, caller);
        const whole = profile(caller.person);
        const names = request.query.$select?.split(',').map((name) => name.trim()) ?? Object.keys(whole);
        const failure = checkSelect(Object.keys(whole), names, 'user');
        if (failure !== undefined) return refuse(parts, request, reply, failure);
        const shown = Object.fromEntries(names.map((name) => [name, whole[name]]));
        return { '@odata.context': `${originOf(request)}/v1.0/$metadata#users/$entity`, ...shown };
      });
      addSendMailRoute(app, parts);
      addDraftRoutes(app, parts);
      addMailItemRoutes(app, parts);
      addOrganizationRoute(app, parts);
    },
    { prefix: '/v1.0' },
  );
}

function profile(person: SandboxPerson): Record<string, unknown> {
  return {
    businessPhones: [],
    displayName: person.name,
    givenName: person.givenName,
    jobTitle: null,
    // An account without a licence has no mail address.
    mail: person.trouble === 'no-mailbox' ? null : person.address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: person.surname,
    userPrincipalName: person.address,
    id: person.oid.startsWith('00000000-0000-0000-') ? person.oid.slice(19).replace('-', '') : person.oid,
  };
}

function failureOf(error: { statusCode?: number; message: string }): GraphError {
  if (error.statusCode === 413) return { status: 413, code: 'BadRequest', message: 'Maximum request length exceeded.' };
  if (error.statusCode !== undefined && error.statusCode < 500)
    return { status: error.statusCode, code: 'BadRequest', message: error.message };
  return { status: 500, code: 'InternalServerError', message: `The sandbox itself failed: ${error.message}` };
}

const noSegment = (url: string): GraphError => ({
  status: 400,
  code: 'BadRequest',
  message: `Resource not found for the segment '${url.split('?')[0]?.split('/').at(-1) ?? ''}'.`,
});
