import type { FastifyInstance } from 'fastify';
import type { Fault } from './faults.ts';
import type { SandboxMail } from './mailbox.ts';
import { revokePerson } from './revokePerson.ts';
import { SANDBOX_PEOPLE, SANDBOX_TENANTS } from './samplePeople.ts';
import { showSource } from './showSource.ts';
import type { SandboxParts, SandboxSettings } from './startSandbox.ts';

type Id = { Params: { id: string } };

/**
 * The sandbox's own JSON surface under /sandbox, for the mailbox page and for tests in other processes. Bodies must be
 * JSON, so a foreign web page cannot post here without a preflight, which nobody answers.
 */
export function addAdminRoutes(app: FastifyInstance, parts: SandboxParts): void {
  addMailRoutes(app, parts);
  addFaultRoutes(app, parts);
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
  app.get('/sandbox/tenants', () =>
    SANDBOX_TENANTS.map((tenant) => ({ ...tenant, adminConsented: parts.grants.adminConsented(tenant.id) })),
  );
  app.post<{ Params: { address: string }; Body: { accessTokens?: boolean } | null }>(
    '/sandbox/people/:address/revoke',
    (request, reply) => {
      const known = revokePerson(parts, request.params.address, request.body?.accessTokens === true);
      return known
        ? reply.code(204).send()
        : reply.code(404).send({ error: `The sandbox knows nobody called ${request.params.address}` });
    },
  );
}

function addMailRoutes(app: FastifyInstance, { mailbox }: SandboxParts): void {
  app.get<{ Querystring: { to?: string; full?: string } }>('/sandbox/mails', (request) => {
    const { to, full } = request.query;
    const mails = to === undefined ? mailbox.all() : mailbox.to(to);
    return { revision: mailbox.revision(), count: mails.length, mails: full === undefined ? mails.map(summary) : mails };
  });
  app.delete('/sandbox/mails', (_request, reply) => {
    mailbox.clear();
    return reply.code(204).send();
  });
  app.get('/sandbox/revision', () => ({ revision: mailbox.revision() }));
  app.get<Id>('/sandbox/mails/:id', (request, reply) => mailbox.find(request.params.id) ?? reply.code(404).send(noMail));
  app.get<Id>('/sandbox/mails/:id/source', async (request, reply) => {
    const mail = mailbox.find(request.params.id);
    return mail === undefined
      ? reply.code(404).send(noMail)
      : reply.type('text/plain; charset=utf-8').send(await showSource(mail));
  });
  app.get<{ Params: { id: string; n: string } }>('/sandbox/mails/:id/attachments/:n', (request, reply) => {
    const file = mailbox.find(request.params.id)?.attachments[Number(request.params.n)];
    if (file === undefined) return reply.code(404).send(noMail);
    // Always a download of no particular type: an attached page must not run on the sandbox's own origin.
    return reply
      .type('application/octet-stream')
      .headers({
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
      })
      .send(Buffer.from(file.contentBytes, 'base64'));
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

const noMail = { error: 'The sandbox has no such mail (any more).' };

const showSettings = (settings: SandboxSettings) => ({ ...settings, messagesPerMinute: settings.messagesPerMinute ?? null });

function standing(parts: SandboxParts, oid: string) {
  const grants = parts.grants.all().filter((grant) => grant.oid === oid);
  return { consented: [...parts.grants.consentOf(oid)], refreshTokens: grants.length };
}

/** What the list shows; bodies and attachments stay behind. */
function summary(mail: SandboxMail) {
  const { id, receivedAt, mailbox, from, to, cc, bcc, subject, importance, deferredUntil, format } = mail;
  return {
    id,
    receivedAt,
    mailbox,
    from,
    to,
    cc,
    bcc,
    subject,
    importance,
    deferredUntil,
    format,
    attachments: mail.attachments.length,
    preview: mail.text.slice(0, 160),
  };
}

const SETTINGS = {
  type: 'object',
  additionalProperties: false,
  properties: {
    messagesPerMinute: { type: ['integer', 'null'], minimum: 1 },
    accessTokenSeconds: { type: 'integer', minimum: 1 },
    strictRotation: { type: 'boolean' },
    openerPolicy: { type: 'boolean' },
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
