import type { FastifyInstance } from 'fastify';
import { messageOf } from './showItem.ts';
import type { SandboxParts } from './startSandbox.ts';

/** What a program that kills servers wants to know: which mails were taken, and which requests were on their way when. */
export function addWatchRoutes(app: FastifyInstance, { mailbox, sendLog }: SandboxParts): void {
  // The form that other stand-ins for Graph offer too: mails as Graph's own JSON, in the order in which they were taken.
  app.get('/_state', () => ({ sent: mailbox.all().map((mail) => ({ message: messageOf(mail), mailbox: mail.mailbox })) }));
  app.get('/sandbox/in-flight', () => ({ now: Date.now(), sends: sendLog.inFlight() }));
  app.get<{ Querystring: { after?: string } }>('/sandbox/sends', (request) => {
    const after = Number(request.query.after ?? 0);
    return { now: Date.now(), sends: sendLog.all().filter((each) => each.number > after) };
  });
  app.delete('/sandbox/sends', (_request, reply) => {
    sendLog.clear();
    return reply.code(204).send();
  });
}
