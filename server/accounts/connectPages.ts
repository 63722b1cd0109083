/**
 * The pages around the provider's own: one sentence each, no inline script, readable without any script. The last one
 * carries its outcome in data attributes for /dialog/finish.js, which only speeds up what the pane learns by polling.
 */
import type { AttemptFailure, AttemptOutcome } from './attemptOutcome.ts';

export interface LastPage {
  connectId: string;
  host: 'browser' | 'office';
}

export function startPage(authUrl: string): string {
  const href = escaped(authUrl);
  return page({
    title: 'On to Microsoft',
    head: `<meta http-equiv="refresh" content="0;url=${href}">`,
    body: `<h1>On to Microsoft …</h1><p>Sign in there and allow Mergepost to send mail in your name.</p><p><a class="primary" href="${href}">Go to Microsoft</a></p>`,
  });
}

export function lastPage(outcome: AttemptOutcome, { connectId, host }: LastPage): string {
  const data = { status: outcome.status, 'connect-id': connectId, host, ...handedOver(outcome) };
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  return page({ ...wordsOf(outcome), head: '<script src="/dialog/finish.js" defer></script>', attributes: attributes.join('') });
}

/** What crosses the window border: never a token, only a one-time code. */
function handedOver(outcome: AttemptOutcome): Record<string, string> {
  if (outcome.status === 'connected') return { email: outcome.email };
  if (outcome.status !== 'signed-in') return {};
  return { ...(outcome.email !== null && { email: outcome.email }), ...(outcome.code !== null && { code: outcome.code }) };
}

function wordsOf(outcome: AttemptOutcome): { title: string; body: string } {
  switch (outcome.status) {
    case 'connected':
      return {
        title: 'Connected',
        body: `<h1>Connected</h1><p>${escaped(outcome.email)} is connected. You may close this window.</p>`,
      };
    case 'signed-in':
      return { title: 'Signed in', body: signedInBody(outcome.code, outcome.email) };
    case 'confirm':
      return { title: 'Please confirm', body: confirmBody(outcome) };
    case 'failed':
      return { title: 'Not connected', body: failedBody(outcome.failure) };
  }
}

function signedInBody(code: string | null, email: string | null): string {
  const what = email === null ? 'You are signed in.' : `${escaped(email)} is connected.`;
  if (code === null) return `<h1>Signed in</h1><p>${what} You may close this window.</p>`;
  return (
    `<h1>Signed in</h1><p>${what} You may close this window.</p>` +
    `<div class="quiet"><p>Only if Mergepost asks for it, type this code there:</p><p class="code">${escaped(code)}</p>` +
    `<p>Never tell it to anybody who sent you a link to this page.</p></div>`
  );
}

function confirmBody(outcome: Extract<AttemptOutcome, { status: 'confirm' }>): string {
  if (outcome.secret === null) {
    return '<h1>Please start again</h1><p>For your safety the question is shown only once. Go back to Mergepost and connect the mailbox again.</p>';
  }
  return (
    `<h1>Connect this mailbox?</h1><p>Connect <strong>${escaped(outcome.mailbox)}</strong> to the Mergepost account of <strong>${escaped(outcome.account)}</strong>?</p>` +
    '<p class="quiet">That account will be able to send mail as you. If somebody else sent you here, say no.</p>' +
    `<form method="post" action="/api/email/auth/confirm"><input type="hidden" name="secret" value="${escaped(outcome.secret)}">` +
    '<button class="primary" name="answer" value="yes">Connect</button> <button class="secondary" name="answer" value="no">No, do not connect</button></form>'
  );
}

function failedBody(failure: AttemptFailure): string {
  const codes = [failure.code, failure.provider?.code ?? failure.provider?.error, failure.provider?.correlationId]
    .filter(Boolean)
    .join(' · ');
  return `<h1>Not connected</h1><p>${escaped(failure.sentence)}</p><details class="quiet"><summary>Details for support</summary><p>${escaped(codes)}</p></details>`;
}

function page({
  title,
  body,
  head = '',
  attributes = '',
}: {
  title: string;
  body: string;
  head?: string;
  attributes?: string;
}): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escaped(title)} – Mergepost</title><link rel="stylesheet" href="/dialog/dialog.css">${head}</head>` +
    `<body${attributes}><main class="card"><img class="mark" src="/assets/mark.svg" alt="Mergepost" width="40" height="40">${body}</main></body></html>`
  );
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}
