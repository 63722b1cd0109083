/**
 * The page behind a hosted link: who asks, for what, until when, and one button for each kind of mailbox. Opening it does
 * nothing at all, because mail scanners open links too.
 */
import { LINK_OVER } from './attemptOutcome.ts';
import type { MayRead } from './mayRead.ts';
import { escaped, type Page, page, strong, worded } from './pageFrame.ts';
import type { Who } from './pageTexts/foreignTexts.ts';
import type { PageTexts } from './pageTexts/pageTexts.ts';

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
  owner: Who;
  /** Their own words. */
  note: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
  choices: readonly LinkChoice[];
}

export function linkPage(texts: PageTexts, link: LinkPage): Page {
  const { language, link: words, who } = texts;
  return page({
    language,
    title: words.title,
    body:
      `<h1>${worded(words.title)}</h1><p>${worded(words.asks(strong(who(link.owner))))}</p>` +
      noteBlock(texts, link.note) +
      mayList(texts, link.choices) +
      `<p class="warn">${worded(words.beware)}</p>` +
      formOf(texts, link) +
      `<p class="quiet">${worded(words.until(link.expiresAt))}</p>`,
  });
}

export function linkOverPage({ language, link, foreign }: PageTexts): Page {
  const sentence = foreign.failure(LINK_OVER)?.text ?? LINK_OVER.sentence;
  return page({ language, title: link.over, body: `<h1>${worded(link.over)}</h1><p>${worded(sentence)}</p>` });
}

function noteBlock({ link }: PageTexts, note: string | null): string {
  if (note === null) return '';
  return `<figure class="note"><figcaption>${worded(link.theyWrite)}</figcaption><blockquote dir="auto">${escaped(note)}</blockquote></figure>`;
}

function mayList({ link }: PageTexts, choices: readonly LinkChoice[]): string {
  const lines = [
    ...link.may,
    ...ofSome(choices, (choice) => choice.maySendAs, link.maySendAs),
    ...(['no', 'yes', 'unknown'] as const).flatMap((kind) =>
      ofSome(choices, (choice) => choice.mayRead === kind, link.mayRead[kind]),
    ),
  ];
  return `<ul class="may">${lines.map((line) => `<li>${worded(line)}</li>`).join('')}</ul>`;
}

/** What is true of every kind of mailbox here, or, said by name, of some. */
function ofSome(
  choices: readonly LinkChoice[],
  isTrue: (choice: LinkChoice) => boolean,
  words: PageTexts['link']['maySendAs'],
): string[] {
  const names = choices.filter(isTrue).map((choice) => choice.name);
  if (names.length === 0) return [];
  return [names.length === choices.length ? words.all : words.some(names)];
}

/** The form says the language too: whoever was asked in one is answered in it. */
function formOf({ language, link: words }: PageTexts, { id, secret, choices }: LinkPage): string {
  if (choices.length === 0) return `<p>${worded(words.nothing)}</p>`;
  const action = escaped(`/link/${encodeURIComponent(id)}?lang=${language}`);
  const forms = choices.map(({ key, name, asksAddress }) => {
    const address = asksAddress
      ? `<label>${worded(words.address)}<input type="email" name="address" required maxlength="320" autocomplete="email"></label>`
      : '';
    return (
      `<form method="post" action="${action}"><input type="hidden" name="t" value="${escaped(secret)}">${address}` +
      `<button class="primary" name="app" value="${escaped(key)}">${worded(words.go(name))}</button></form>`
    );
  });
  return `${forms.join('')}<p class="quiet">${worded(words.next)}</p>`;
}
