import type { FastifyInstance } from 'fastify';
import type { SandboxMail } from './mailbox.ts';
import { showSource } from './showSource.ts';
import type { SandboxParts } from './startSandbox.ts';

type Id = { Params: { id: string } };

interface ListQuery {
  /** Only mails with this receiver. */
  to?: string;
  /** Only mails with these words in subject, addresses or text. */
  q?: string;
  /** So many, newest first; without it all, oldest first. */
  newest?: string;
  /** Whole mails instead of summaries. */
  full?: string;
}

/** The mails that were taken, as JSON. */
export function addMailRoutes(app: FastifyInstance, { mailbox, faults }: SandboxParts): void {
  app.get<{ Querystring: ListQuery }>('/sandbox/mails', (request) => {
    const { to, q, newest, full } = request.query;
    const found = (to === undefined ? mailbox.all() : mailbox.to(to)).filter((mail) => matches(mail, q));
    const mails = newest === undefined ? found : found.slice(-Math.max(1, Number(newest) || 1)).toReversed();
    return { revision: mailbox.revision(), count: found.length, mails: full === undefined ? mails.map(summary) : mails };
  });
  app.delete('/sandbox/mails', (_request, reply) => {
    mailbox.clear();
    return reply.code(204).send();
  });
  app.get('/sandbox/revision', () => ({ revision: mailbox.revision(), faults: faults.pending() }));
  app.get<Id>('/sandbox/mails/:id', (request, reply) => mailbox.find(request.params.id) ?? reply.code(404).send(noMail));
  app.get<Id>('/sandbox/mails/:id/source', async (request, reply) => {
    const mail = mailbox.find(request.params.id);
    return mail === undefined
      ? reply.code(404).send(noMail)
      : reply
          .type('text/plain; charset=utf-8')
          .header('x-content-type-options', 'nosniff')
          .send(await showSource(mail));
  });
  app.get<{ Params: { id: string; n: string } }>('/sandbox/mails/:id/attachments/:n', (request, reply) => {
    const file = mailbox.find(request.params.id)?.attachments[Number(request.params.n)];
    if (file === undefined) return reply.code(404).send(noMail);
    // Always a download of no particular type: an attached page must not run on the sandbox's own origin.
    return reply
      .type('application/octet-stream')
      .headers({
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, percent)}`,
        'x-content-type-options': 'nosniff',
      })
      .send(Buffer.from(file.contentBytes, 'base64'));
  });
}

const noMail = { error: 'The sandbox has no such mail (any more).' };

/** RFC 8187 leaves fewer characters plain than encodeURIComponent does. */
const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function matches(mail: SandboxMail, words: string | undefined): boolean {
  if (words === undefined || words.trim() === '') return true;
  const people = [mail.from, ...mail.to, ...mail.cc, ...mail.bcc].map(({ name, address }) => `${name} ${address}`);
  const text = [mail.subject, ...people, mail.text].join('\n').toLowerCase();
  return words
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What the list shows; bodies and attachments stay behind. */
function summary(mail: SandboxMail) {
  const { id, receivedAt, mailbox, provider, from, to, cc, bcc, subject, importance, deferredUntil, format } = mail;
  const preview = mail.text.replace(/\s+/g, ' ').slice(0, 160);
  return {
    id,
    receivedAt,
    mailbox,
    provider,
    from,
    to,
    cc,
    bcc,
    subject,
    importance,
    deferredUntil,
    format,
    attachments: mail.attachments.length,
    preview,
  };
}
