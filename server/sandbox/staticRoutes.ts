import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const FILES: Readonly<Record<string, string>> = {
  'entra.css': 'text/css; charset=utf-8',
  'mailbox.css': 'text/css; charset=utf-8',
  'mailboxPage.js': 'text/javascript; charset=utf-8',
  'mailViews.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** Mails are shown in a frame without scripts; pictures may only come from the mail itself. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The mailbox page and the files of the sign-in pages. Read at start: a missing file shows at once. */
export function addStaticRoutes(app: FastifyInstance): void {
  const page = read('mailbox.html');
  app.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache' })
      .send(page),
  );
  for (const [name, type] of Object.entries(FILES)) {
    const content = read(name);
    app.get(`/sandbox/static/${name}`, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(content));
  }
}

const read = (name: string) => readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8');
