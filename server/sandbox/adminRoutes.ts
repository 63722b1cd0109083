import type { FastifyInstance } from 'fastify';
import type { Fault } from './faults.ts';
import { addMailRoutes } from './mailRoutes.ts';
import type { RegisteredApp } from './registeredApps.ts';
import { type RevokeOptions, revokePerson } from './revokePerson.ts';
import { GOOGLE_PEOPLE } from './googlePeople.ts';
import { SANDBOX_PEOPLE, SANDBOX_TENANTS } from './samplePeople.ts';
import type { SandboxParts, SandboxSettings } from './startSandbox.ts';
import { tokenInfo } from './tokenInfo.ts';

/**
 * The sandbox's own JSON surface under /sandbox, for the mailbox page and for tests in other processes. Bodies must be
 * JSON, so a foreign web page cannot post here without a preflight, which nobody answers.
 */
export function addAdminRoutes(app: FastifyInstance, parts: SandboxParts): void {
  addMailRoutes(app, parts);
  addFaultRoutes(app, parts);
  addAppRoutes(app, parts);
  // Always 200: the answer is about the token, not about the question.
  app.get('/sandbox/token-info', (request) => {
    const [, token = ''] = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    return tokenInfo(parts, token.trim());
  });
  app.get('/sandbox/settings', () => showSettings(parts.settings));
  app.patch<{ Body: Partial<Record<keyof SandboxSettings, unknown>> }>(
    '/sandbox/settings',
    { schema: { body: SETTINGS } },
    (request) => {
      const { messagesPerMinute, ...rest } = request.body;
      // null takes the limit away again.
      if (messagesPerMinute !== undefined) parts.settings.messagesPerMinute = (messagesPerMinute as number | null) ?? undefined;
      Object.assign(parts.settings, rest);
      return showSettings(parts.settings);
    },
  );
  app.get('/sandbox/requests', () => parts.requests.all());
  app.delete('/sandbox/requests', (_request, reply) => {
    parts.requests.clear();
    return reply.code(204).send();
  });
  app.get('/sandbox/people', () => SANDBOX_PEOPLE.map((person) => ({ ...person, ...standing(parts, person.oid) })));
  app.get('/sandbox/google/people', () =>
    GOOGLE_PEOPLE.map((person) => ({ ...person, refreshTokens: grantsOf(parts, person.sub).length })),
  );
  app.get('/sandbox/tenants', () =>
    SANDBOX_TENANTS.map((tenant) => ({ ...tenant, adminConsented: parts.grants.adminConsented(tenant.id) })),
  );
  app.post<{ Params: { address: string }; Body: RevokeOptions | null }>('/sandbox/people/:address/revoke', (request, reply) => {
    const known = revokePerson(parts, request.params.address, request.body ?? {});
    return known
      ? reply.code(204).send()
      : reply.code(404).send({ error: `The sandbox knows nobody called ${request.params.address}` });
  });
}

const grantsOf = ({ google }: SandboxParts, sub: string) => google.grants.all().filter((grant) => grant.sub === sub);

/** App registrations of the sandbox's Entra; what is registered answers at once. */
function addAppRoutes(app: FastifyInstance, { apps }: SandboxParts): void {
  app.get('/sandbox/apps', () =>
    apps.all().map(({ clientSecret, ...rest }) => ({ ...rest, hasSecret: clientSecret !== undefined })),
  );
  app.post<{ Body: RegisteredApp }>('/sandbox/apps', { schema: { body: APP } }, (request, reply) => {
    apps.register(request.body);
    return reply.code(201).send({ clientId: request.body.clientId });
  });
}

function addFaultRoutes(app: FastifyInstance, { faults }: SandboxParts): void {
  app.get('/sandbox/faults', () => ({ pending: faults.pending(), routes: faults.known() }));
  app.delete('/sandbox/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.post<{ Body: { route: string; fault: Fault; times?: number } }>(
    '/sandbox/faults',
    { schema: { body: FAULT } },
    (request, reply) => {
      try {
        faults.next(request.body.route, request.body.fault, request.body.times ?? 1);
      } catch (error) {
        return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
      }
      return reply.code(201).send({ pending: faults.pending() });
    },
  );
}

const showSettings = (settings: SandboxSettings) => ({ ...settings, messagesPerMinute: settings.messagesPerMinute ?? null });

function standing(parts: SandboxParts, oid: string) {
  const grants = parts.grants.all().filter((grant) => grant.oid === oid);
  return { consented: [...parts.grants.consentOf(oid)], refreshTokens: grants.length };
}

const SETTINGS = {
  type: 'object',
  additionalProperties: false,
  properties: {
    messagesPerMinute: { type: ['integer', 'null'], minimum: 1 },
    accessTokenSeconds: { type: 'integer', minimum: 1 },
    strictRotation: { type: 'boolean' },
    openerPolicy: { type: 'boolean' },
    clientSecretState: { enum: ['good', 'expired', 'wrong'] },
    deviceInterval: { type: 'integer', minimum: 1 },
    sendDelayMs: { type: 'integer', minimum: 0 },
    draftMovesAfterMs: { type: 'integer', minimum: 0 },
    sentItemsDelayMs: { type: 'integer', minimum: 0 },
  },
};

const APP = {
  type: 'object',
  required: ['clientId', 'name', 'kind'],
  additionalProperties: false,
  properties: {
    clientId: { type: 'string', minLength: 1 },
    name: { type: 'string', minLength: 1 },
    kind: { enum: ['web', 'public'] },
    clientSecret: { type: 'string', minLength: 1 },
    certificate: { type: 'string', pattern: '^-----BEGIN CERTIFICATE-----' },
    redirectUris: { type: 'array', items: { type: 'string', format: 'uri' } },
  },
};

const FAULT = {
  type: 'object',
  required: ['route', 'fault'],
  additionalProperties: false,
  properties: {
    route: { type: 'string' },
    times: { type: 'integer', minimum: 1 },
    fault: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        status: { type: 'integer', minimum: 200, maximum: 599 },
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        body: {},
        delayMs: { type: 'integer', minimum: 0 },
        cut: { enum: ['before', 'after'] },
        taken: { type: 'boolean' },
      },
    },
  },
};
