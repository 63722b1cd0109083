/**
 * The pages around the provider's own: one sentence each, no inline script, readable without any script. The last one
 * carries its outcome in data attributes for /dialog/finish.js, which only speeds up what the pane learns by polling.
 */
import type { AttemptFailure, AttemptTrouble, ShownOutcome } from './attemptOutcome.ts';
import type { AttemptRow } from './attempts.store.ts';
import type { ConsentAnswer } from '../oauth/consentAnswer.ts';
import { escaped, linked, type Page, page, strong, worded } from './pageFrame.ts';
import type { Meaning, Who, Withdrawal } from './pageTexts/foreignTexts.ts';
import type { PageTexts } from './pageTexts/pageTexts.ts';

/** For somebody who came by a hosted link: no pane waits for them. */
export interface LinkGuest {
  /** Who sent the link: only what is proven of them. */
  owner: Who;
  /** Whether the link can be opened again. */
  open: boolean;
  /** How the permission is taken back at the provider; null where nothing is to be said. */
  withdraw: Withdrawal | null;
}

export interface LastPage {
  connectId: string;
  host: AttemptRow['host'];
  /** Null: the person was sent by the pane. */
  link: LinkGuest | null;
}

/** @param name the provider as a person calls it. */
export function startPage({ language, start }: PageTexts, authUrl: string, name: string): Page {
  const href = escaped(authUrl);
  return page({
    language,
    title: start.title(name),
    head: `<meta http-equiv="refresh" content="0;url=${href}">`,
    body: `<h1>${worded(start.heading(name))}</h1><p>${worded(start.what)}</p><p><a class="primary" href="${href}">${worded(start.go(name))}</a></p>`,
  });
}

export function lastPage(texts: PageTexts, outcome: ShownOutcome, where: LastPage): Page {
  const { language } = texts;
  const { title, body } = wordsOf(texts, outcome, where.link);
  if (where.link) return page({ language, title, body });
  const data = { status: outcome.status, 'connect-id': where.connectId, host: where.host, ...handedOver(outcome) };
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  const head = '<script src="/dialog/finish.js" defer></script>';
  return page({ language, title, body, head, attributes: attributes.join('') });
}

/** For the administrator who comes back from allowing the app, or not; often somebody who never saw Mergepost. */
export function consentPage(texts: PageTexts, answer: ConsentAnswer): Page {
  const { consent, language } = texts;
  const [title, then] = answer.granted ? [consent.granted, consent.seen] : [consent.declined, consent.tell];
  const said = meantAs(texts, consent.answer(answer), answer.sentence);
  return page({ language, title, body: `<h1>${worded(title)}</h1>${said}<p class="quiet">${worded(then)}</p>` });
}

/** Nothing is known of a trip here, and there is no pane to be told. */
export function troublePage(texts: PageTexts, failure: AttemptFailure, requestId: string): Page {
  const { failed, foreign, language } = texts;
  const meaning = failure.code === 'INTERNAL' ? { text: failed.unexpected, more: false } : foreign.failure(failure);
  const said = meantAs(texts, meaning, failure.sentence);
  const body = `<h1>${worded(failed.trouble)}</h1>${said}${supportWords(texts, [failure.code, requestId])}`;
  return page({ language, title: failed.trouble, body });
}

/** What crosses the window border: never a token, only a one-time code. `stay`: there is something to read. */
function handedOver(outcome: ShownOutcome): Record<string, string> {
  const stay = 'trouble' in outcome && outcome.trouble !== null ? { stay: 'yes' } : {};
  if (outcome.status === 'connected') return { email: outcome.email, ...stay };
  if (outcome.status !== 'signed-in') return {};
  const { email, code } = outcome;
  return { ...(email !== null && { email }), ...(code !== null && { code }), ...stay };
}

function wordsOf(texts: PageTexts, outcome: ShownOutcome, link: LinkGuest | null): { title: string; body: string } {
  switch (outcome.status) {
    case 'connected':
      return outcome.trouble
        ? { title: texts.notReady.title, body: troubleBody(texts, outcome.email, outcome.trouble) + guestWords(texts, link) }
        : { title: texts.connected.title, body: connectedBody(texts, outcome.email, link) };
    case 'signed-in':
      return { title: texts.signedIn.title, body: signedInBody(texts, outcome) };
    case 'confirm':
      return { title: texts.confirm.title, body: confirmBody(texts, outcome, link) };
    case 'failed':
      return { title: texts.failed.title, body: failedBody(texts, outcome.failure, link) };
  }
}

function connectedBody(texts: PageTexts, email: string, link: LinkGuest | null): string {
  const { connected, who } = texts;
  const heading = `<h1>${worded(connected.title)}</h1>`;
  if (!link) return `${heading}<p>${worded(connected.own(email))}</p>`;
  const what = connected.forOwner(strong(email), strong(who(link.owner)));
  return `${heading}<p>${worded(what)}</p><p>${worded(connected.close)}</p>${guestWords(texts, link)}`;
}

function guestWords({ connected, who }: PageTexts, link: LinkGuest | null): string {
  if (!link) return '';
  const withdraw = link.withdraw ? ` ${linked(connected.withdraw(link.withdraw))}` : '';
  return (
    `<details class="quiet"><summary>${worded(connected.regret)}</summary>` +
    `<p>${worded(connected.disconnect(who(link.owner)))}${withdraw}</p></details>`
  );
}

function troubleBody(texts: PageTexts, email: string, trouble: AttemptTrouble): string {
  const { notReady } = texts;
  const kept = trouble.kept ? `<p class="quiet">${worded(notReady.kept)}</p>` : '';
  return `<h1>${worded(notReady.title)}</h1><p>${worded(notReady.what(strong(email)))}</p>` + troubleWords(texts, trouble) + kept;
}

/** What keeps it from sending was found by the server, and is told in the server's English; what to do follows from the state. */
function troubleWords({ foreign }: PageTexts, { state, reason, next }: AttemptTrouble): string {
  const own = foreign.state(state);
  const nextStep = (words: string): string => `<p class="next">${words}</p>`;
  if (own === null) return `<p>${linked(reason)}</p>${next === null ? '' : nextStep(linked(next))}`;
  const said = [reason, next].filter((sentence) => sentence !== null).join(' ');
  return `${nextStep(worded(own))}${inEnglish(foreign, said)}`;
}

function signedInBody(texts: PageTexts, { code, email, trouble }: Extract<ShownOutcome, { status: 'signed-in' }>): string {
  const { signedIn } = texts;
  const what = email === null ? signedIn.alone : signedIn.withMailbox(email);
  const words =
    trouble && email !== null ? troubleBody(texts, email, trouble) : `<h1>${worded(signedIn.title)}</h1><p>${worded(what)}</p>`;
  if (code === null) return words;
  return (
    `${words}<div class="quiet"><p>${worded(signedIn.typeCode)}</p><p class="code">${escaped(code)}</p>` +
    `<p>${worded(signedIn.keepCode)}</p></div>`
  );
}

function confirmBody(
  { confirm, who }: PageTexts,
  outcome: Extract<ShownOutcome, { status: 'confirm' }>,
  link: LinkGuest | null,
): string {
  if (outcome.secret === null) {
    const back = link ? confirm.openLink : confirm.goBack;
    return `<h1>${worded(confirm.again)}</h1><p>${worded(`${confirm.shownOnce} ${back}`)}</p>`;
  }
  const care = link ? confirm.unknownPerson : confirm.sentByOther;
  const what = confirm.what(strong(outcome.mailbox), strong(who(outcome.account)));
  return (
    `<h1>${worded(confirm.heading)}</h1><p>${worded(what)}</p>` +
    `<p class="quiet">${worded(`${confirm.means} ${care}`)}</p>` +
    `<form method="post" action="/api/email/auth/confirm"><input type="hidden" name="secret" value="${escaped(outcome.secret)}">` +
    `<button class="primary" name="answer" value="yes">${worded(confirm.yes)}</button> ` +
    `<button class="secondary" name="answer" value="no">${worded(confirm.no)}</button></form>`
  );
}

function failedBody(texts: PageTexts, failure: AttemptFailure, link: LinkGuest | null): string {
  const { failed, foreign } = texts;
  const { code, provider } = failure;
  const codes = [code, provider?.code ?? provider?.error, provider?.correlationId];
  const own = link ? failed.guest(code) : null;
  const said = meantAs(texts, own === null ? foreign.failure(failure) : { text: own, more: false }, failure.sentence);
  const again = link?.open ? `<p>${worded(failed.linkWorks)}</p>` : '';
  return `<h1>${worded(failed.title)}</h1>${said}${operatorWords(texts, failure, link)}${again}` + supportWords(texts, codes);
}

function supportWords({ failed }: PageTexts, codes: readonly (string | undefined)[]): string {
  return `<details class="quiet"><summary>${worded(failed.details)}</summary><p>${escaped(codes.filter(Boolean).join(' · '))}</p></details>`;
}

/** @param meaning null: the sentence says it. */
function meantAs({ foreign }: PageTexts, meaning: Meaning | null, sentence: string): string {
  if (meaning === null) return `<p>${linked(sentence)}</p>`;
  return `<p>${linked(meaning.text)}</p>${meaning.more ? inEnglish(foreign, sentence) : ''}`;
}

/** Marked as what it is, so that it is read out and broken rightly. */
function inEnglish({ language, is }: PageTexts['foreign'], sentence: string): string {
  return `<p class="quiet">${worded(is)} <span lang="${language ?? ''}">${linked(sentence)}</span></p>`;
}

/** The sentence is for whoever runs the server, and somebody else reads it: whom to show it to. */
function operatorWords({ failed, foreign }: PageTexts, { code, sentence }: AttemptFailure, link: LinkGuest | null): string {
  if (code !== 'OPERATOR_FAULT' || (foreign.language === null && /person who runs/.test(sentence))) return '';
  return `<p class="next">${worded(link ? failed.showGuest : failed.showOperator)}</p>`;
}
