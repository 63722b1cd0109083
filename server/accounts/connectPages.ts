/**
 * The pages around the provider's own: one sentence each, no inline script, readable without any script. The last one
 * carries its outcome in data attributes for /dialog/finish.js, which only speeds up what the pane learns by polling.
 */
import type { AttemptFailure, AttemptTrouble, ShownOutcome } from './attemptOutcome.ts';
import type { ConsentAnswer } from './connectDeps.ts';
import { escaped, linked, page } from './pageFrame.ts';

/** For somebody who came by a hosted link: no pane waits for them. */
export interface LinkGuest {
  /** Who sent the link: only what is proven of them. */
  owner: string;
  /** Whether the link can be opened again. */
  open: boolean;
  /** How the permission is withdrawn at the provider; empty where nothing is to be said. */
  withdraw: string;
}

export interface LastPage {
  connectId: string;
  host: 'browser' | 'office';
  /** Null: the person was sent by the pane. */
  link: LinkGuest | null;
}

/** @param name the provider as a person calls it. */
export function startPage(authUrl: string, name: string): string {
  const href = escaped(authUrl);
  const to = escaped(name);
  return page({
    title: `On to ${name}`,
    head: `<meta http-equiv="refresh" content="0;url=${href}">`,
    body: `<h1>On to ${to} …</h1><p>Sign in there and allow Mergepost to send mail in your name.</p><p><a class="primary" href="${href}">Go to ${to}</a></p>`,
  });
}

export function lastPage(outcome: ShownOutcome, where: LastPage): string {
  const { title, body } = wordsOf(outcome, where.link);
  if (where.link) return page({ title, body });
  const data = { status: outcome.status, 'connect-id': where.connectId, host: where.host, ...handedOver(outcome) };
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  return page({ title, body, head: '<script src="/dialog/finish.js" defer></script>', attributes: attributes.join('') });
}

/** For the administrator who comes back from allowing the app, or not; often somebody who never saw Mergepost. */
export function consentPage({ granted, sentence }: ConsentAnswer): string {
  const [title, then] = granted
    ? ['Allowed', 'Whoever sent you the link sees it in Mergepost by itself.']
    : ['Not allowed', 'Tell the person who sent you the link; Mergepost tells them as well.'];
  return page({ title, body: `<h1>${title}</h1><p>${linked(sentence)}</p><p class="quiet">${then}</p>` });
}

/** What crosses the window border: never a token, only a one-time code. `stay`: there is something to read. */
function handedOver(outcome: ShownOutcome): Record<string, string> {
  const stay = 'trouble' in outcome && outcome.trouble !== null ? { stay: 'yes' } : {};
  if (outcome.status === 'connected') return { email: outcome.email, ...stay };
  if (outcome.status !== 'signed-in') return {};
  const { email, code } = outcome;
  return { ...(email !== null && { email }), ...(code !== null && { code }), ...stay };
}

function wordsOf(outcome: ShownOutcome, link: LinkGuest | null): { title: string; body: string } {
  switch (outcome.status) {
    case 'connected':
      return outcome.trouble
        ? { title: 'Connected, but not ready', body: troubleBody(outcome.email, outcome.trouble) + guestWords(link) }
        : { title: 'Connected', body: connectedBody(outcome.email, link) };
    case 'signed-in':
      return { title: 'Signed in', body: signedInBody(outcome) };
    case 'confirm':
      return { title: 'Please confirm', body: confirmBody(outcome, link) };
    case 'failed':
      return { title: 'Not connected', body: failedBody(outcome.failure, link) };
  }
}

function connectedBody(email: string, link: LinkGuest | null): string {
  if (!link) return `<h1>Connected</h1><p>${escaped(email)} is connected. You may close this window.</p>`;
  return (
    `<h1>Connected</h1><p><strong>${escaped(email)}</strong> is connected to the Mergepost account of <strong>${escaped(link.owner)}</strong>.</p>` +
    `<p>You may close this page.</p>${guestWords(link)}`
  );
}

function guestWords(link: LinkGuest | null): string {
  if (!link) return '';
  return (
    '<details class="quiet"><summary>If you change your mind</summary>' +
    `<p>Ask ${escaped(link.owner)} to disconnect the mailbox.${link.withdraw === '' ? '' : ` ${linked(link.withdraw)}`}</p></details>`
  );
}

function troubleBody(email: string, trouble: AttemptTrouble): string {
  const kept = trouble.kept ? '<p class="quiet">Your permission is kept: nobody has to sign in again.</p>' : '';
  return (
    `<h1>Connected, but not ready</h1><p><strong>${escaped(email)}</strong> is connected, but cannot send mail yet.</p>` +
    `<p>${linked(trouble.reason)}</p>${trouble.next === null ? '' : `<p class="next">${linked(trouble.next)}</p>`}${kept}`
  );
}

function signedInBody({ code, email, trouble }: Extract<ShownOutcome, { status: 'signed-in' }>): string {
  const what = email === null ? 'You are signed in.' : `${escaped(email)} is connected.`;
  const words =
    trouble && email !== null ? troubleBody(email, trouble) : `<h1>Signed in</h1><p>${what} You may close this window.</p>`;
  if (code === null) return words;
  return (
    `${words}<div class="quiet"><p>Only if Mergepost asks for it, type this code there:</p><p class="code">${escaped(code)}</p>` +
    `<p>Never tell it to anybody who sent you a link to this page.</p></div>`
  );
}

function confirmBody(outcome: Extract<ShownOutcome, { status: 'confirm' }>, link: LinkGuest | null): string {
  if (outcome.secret === null) {
    const back = link ? 'Open the link you were sent once more.' : 'Go back to Mergepost and connect the mailbox again.';
    return `<h1>Please start again</h1><p>For your safety the question is shown only once. ${back}</p>`;
  }
  const care = link ? 'If you do not know this person, say no.' : 'If somebody else sent you here, say no.';
  return (
    `<h1>Connect this mailbox?</h1><p>Connect <strong>${escaped(outcome.mailbox)}</strong> to the Mergepost account of <strong>${escaped(outcome.account)}</strong>?</p>` +
    `<p class="quiet">That account will be able to send mail as you. ${care}</p>` +
    `<form method="post" action="/api/email/auth/confirm"><input type="hidden" name="secret" value="${escaped(outcome.secret)}">` +
    '<button class="primary" name="answer" value="yes">Connect</button> <button class="secondary" name="answer" value="no">No, do not connect</button></form>'
  );
}

function failedBody(failure: AttemptFailure, link: LinkGuest | null): string {
  const codes = [failure.code, failure.provider?.code ?? failure.provider?.error, failure.provider?.correlationId]
    .filter(Boolean)
    .join(' · ');
  const again = link?.open ? '<p>The link you were sent still works: open it once more if you want to try again.</p>' : '';
  return `<h1>Not connected</h1><p>${linked(failure.sentence)}</p>${operatorWords(failure, link)}${again}<details class="quiet"><summary>Details for support</summary><p>${escaped(codes)}</p></details>`;
}

/** The sentence is for whoever runs the server, and somebody else reads it: whom to show it to. */
function operatorWords({ code, sentence }: AttemptFailure, link: LinkGuest | null): string {
  if (code !== 'OPERATOR_FAULT' || /person who runs/.test(sentence)) return '';
  const whom = link ? 'the person who sent you the link' : 'the person who runs this Mergepost server';
  return `<p class="next">Only the server’s side can mend this. Show this page to ${whom}.</p>`;
}
