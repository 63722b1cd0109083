/** What every page of the connection window is made of: the mark, one card, no inline script, readable without any script. */
import type { FastifyReply } from 'fastify';
import type { PaneLanguage } from '../http/chooseLanguage.ts';
import { speakIn } from '../http/speakIn.ts';

export interface Page {
  language: PaneLanguage;
  html: string;
}

export interface PageParts {
  language: PaneLanguage;
  title: string;
  /** HTML; whatever came from outside is escaped already. */
  body: string;
  head?: string;
  /** Attributes of the body, each with a blank before it. */
  attributes?: string;
}

export function page({ language, title, body, head = '', attributes = '' }: PageParts): Page {
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="robots" content="noindex"><title>${escaped(title)} – Mergepost</title><link rel="icon" href="/assets/mark.svg"><link rel="stylesheet" href="/dialog/dialog.css">${head}</head>` +
    `<body${attributes}><main class="card"><img class="mark" src="/assets/mark.svg" alt="Mergepost" width="40" height="40">${body}</main></body></html>`;
  return { language, html };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** Signs that no text needs (private use area): they go through the catalogue with the name they stand around. */
const [STRONG, PLAIN] = ['\uE000', '\uE001'];

/** A name to be put into a sentence that `worded` makes HTML of: it stands out there. */
export function strong(name: string): string {
  return `${STRONG}${name.replaceAll(/[\uE000\uE001]/g, '')}${PLAIN}`;
}

/** A sentence of the catalogue as HTML. */
export function worded(sentence: string): string {
  return escaped(sentence).replaceAll(STRONG, '<strong>').replaceAll(PLAIN, '</strong>');
}

/** A sentence as HTML, with the addresses in it as something to press. */
export function linked(text: string): string {
  return worded(text).replaceAll(/https:\/\/[^\s()&]+[^\s()&.,]/g, (url) => `<a href="${url}" rel="noreferrer">${url}</a>`);
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

export function sendPage(reply: FastifyReply, status: number, { language, html }: Page): FastifyReply {
  speakIn(reply, language);
  return reply.status(status).headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(html);
}
