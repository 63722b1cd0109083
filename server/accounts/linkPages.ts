/**
 * The page behind a hosted link: who asks, for what, until when, and one button for each kind of mailbox. Opening it does
 * nothing at all, because mail scanners open links too.
 */
import type { MayRead } from './mayRead.ts';
import { escaped, page } from './pageFrame.ts';

export interface LinkChoice {
  /** Key of the app. */
  key: string;
  /** As a person calls it. */
  name: string;
  mayRead: MayRead;
  maySendAs: boolean;
  /** It does not say whose mailbox it is: the person is asked for the address. */
  asksAddress: boolean;
}

export interface LinkPage {
  id: string;
  secret: string;
  /** Who asks: only what is proven of them. */
  owner: string;
  /** Their own words. */
  note: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
  choices: readonly LinkChoice[];
}

export function linkPage(link: LinkPage): string {
  return page({
    title: 'Connect your mailbox?',
    body:
      `<h1>Connect your mailbox?</h1><p><strong>${escaped(link.owner)}</strong> asks to send mail from your mailbox with Mergepost.</p>` +
      noteBlock(link.note) +
      mayList(link.choices) +
      '<p class="warn">If you do not know this person, close this page.</p>' +
      formOf(link) +
      `<p class="quiet">The link works once, until ${escaped(momentOf(link.expiresAt))}.</p>`,
  });
}

export function linkOverPage(sentence: string): string {
  return page({ title: 'This link is over', body: `<h1>This link is over</h1><p>${escaped(sentence)}</p>` });
}

function noteBlock(note: string | null): string {
  if (note === null) return '';
  return `<figure class="note"><figcaption>They write</figcaption><blockquote dir="auto">${escaped(note)}</blockquote></figure>`;
}

function mayList(choices: readonly LinkChoice[]): string {
  const lines = [
    'They may send mail as you, until you or they end it.',
    'They learn your name and address, never your password.',
    ...ofSome(choices, (choice) => choice.maySendAs, 'they may also send from shared mailboxes that you may send from.'),
    ...(['no', 'yes', 'unknown'] as const).flatMap((kind) =>
      ofSome(choices, (choice) => choice.mayRead === kind, READ_WORDS[kind]),
    ),
  ];
  return `<ul class="may">${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
}

/** What is true of every kind of mailbox here, or, said by name, of some. */
function ofSome(choices: readonly LinkChoice[], isTrue: (choice: LinkChoice) => boolean, words: string): string[] {
  const names = choices.filter(isTrue).map((choice) => choice.name);
  if (names.length === 0) return [];
  return [
    names.length === choices.length ? words.charAt(0).toUpperCase() + words.slice(1) : `With ${names.join(' or ')}, ${words}`,
  ];
}

const READ_WORDS: Record<MayRead, string> = {
  no: 'they cannot read your mail.',
  yes: 'the permission also covers reading your mail; Mergepost uses that only to look after what it sends.',
  unknown: 'the page where you sign in says what else the permission covers.',
};

function formOf({ id, secret, choices }: LinkPage): string {
  if (choices.length === 0)
    return '<p>No kind of mailbox can be connected here at present. Tell the person who sent you the link.</p>';
  const action = escaped(`/link/${encodeURIComponent(id)}`);
  const forms = choices.map(({ key, name, asksAddress }) => {
    const address = asksAddress
      ? '<label>Your e-mail address there<input type="email" name="address" required maxlength="320" autocomplete="email"></label>'
      : '';
    return (
      `<form method="post" action="${action}"><input type="hidden" name="t" value="${escaped(secret)}">${address}` +
      `<button class="primary" name="app" value="${escaped(key)}">Continue with ${escaped(name)}</button></form>`
    );
  });
  return `${forms.join('')}<p class="quiet">You sign in there, and are asked once more before anything is connected.</p>`;
}

/** The server does not know the person's time zone, so it names the one it uses. */
function momentOf(millis: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(millis)} UTC`;
}
