/** What every page of the connection window is made of: the mark, one card, no inline script, readable without any script. */
import type { FastifyReply } from 'fastify';

export interface PageParts {
  title: string;
  /** HTML; whatever came from outside is escaped already. */
  body: string;
  head?: string;
  /** Attributes of the body, each with a blank before it. */
  attributes?: string;
}

export function page({ title, body, head = '', attributes = '' }: PageParts): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="robots" content="noindex"><title>${escaped(title)} – Mergepost</title><link rel="icon" href="/assets/mark.svg"><link rel="stylesheet" href="/dialog/dialog.css">${head}</head>` +
    `<body${attributes}><main class="card"><img class="mark" src="/assets/mark.svg" alt="Mergepost" width="40" height="40">${body}</main></body></html>`
  );
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** Escapes our own sentences and makes the addresses in them something to press. */
export function linked(text: string): string {
  return escaped(text).replaceAll(/https:\/\/[^\s()&]+[^\s()&.,]/g, (url) => `<a href="${url}" rel="noreferrer">${url}</a>`);
}

/**
 * Tighter than the rest of the server: nobody may frame a page with a “Connect” button. office.js is allowed because the
 * last page loads it when an Office dialog shows it; in Outlook it loads MicrosoftAjax.js from the second host, and is never
 * ready without. Chromium holds `form-action` against every redirect after a form as
 * well, so no form here may lead straight to a provider: it leads to our start page, which goes on by itself.
 */
const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

export function sendPage(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.status(status).headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(text);
}
