/**
 * Every word of the pages that the server writes itself, in English. Plain text: what makes it HTML happens in the pages.
 * Another language has the same shape, so that a text that is missing there does not compile.
 */
import type { AttemptFailure } from '../attemptOutcome.ts';
import type { ConsentAnswer } from '../../oauth/consentAnswer.ts';
import type { ForeignTexts, Meaning, Who, Withdrawal } from './foreignTexts.ts';
import type { PaneLanguage } from '../../http/chooseLanguage.ts';

const none: ForeignTexts = { language: null, is: '', failure: () => null, state: () => null };

export const pageTexts = {
  language: 'en' as PaneLanguage,
  /** What the server says elsewhere in English: on these pages it is said as it is. */
  foreign: none,

  start: {
    title: (provider: string) => `On to ${provider}`,
    heading: (provider: string) => `On to ${provider} …`,
    what: 'Sign in there and allow Mergepost to send mail in your name.',
    go: (provider: string) => `Go to ${provider}`,
  },

  connected: {
    title: 'Connected',
    own: (mailbox: string) => `${mailbox} is connected. You may close this window.`,
    forOwner: (mailbox: string, owner: string) => `${mailbox} is connected to the Mergepost account of ${owner}.`,
    close: 'You may close this page.',
    regret: 'If you change your mind',
    disconnect: (owner: string) => `Ask ${owner} to disconnect the mailbox.`,
    /** How the permission is taken back at the provider. */
    withdraw: ({ sentence }: Withdrawal) => sentence,
  },

  notReady: {
    title: 'Connected, but not ready',
    what: (mailbox: string) => `${mailbox} is connected, but cannot send mail yet.`,
    kept: 'Your permission is kept: nobody has to sign in again.',
  },

  signedIn: {
    title: 'Signed in',
    alone: 'You are signed in. You may close this window.',
    withMailbox: (mailbox: string) => `${mailbox} is connected. You may close this window.`,
    typeCode: 'Only if Mergepost asks for it, type this code there:',
    keepCode: 'Never tell it to anybody who sent you a link to this page.',
  },

  confirm: {
    title: 'Please confirm',
    heading: 'Connect this mailbox?',
    what: (mailbox: string, account: string) => `Connect ${mailbox} to the Mergepost account of ${account}?`,
    means: 'That account will be able to send mail as you.',
    sentByOther: 'If somebody else sent you here, say no.',
    unknownPerson: 'If you do not know this person, say no.',
    yes: 'Connect',
    no: 'No, do not connect',
    again: 'Please start again',
    shownOnce: 'For your safety the question is shown only once.',
    openLink: 'Open the link you were sent once more.',
    goBack: 'Go back to Mergepost and connect the mailbox again.',
  },

  failed: {
    title: 'Not connected',
    linkWorks: 'The link you were sent still works: open it once more if you want to try again.',
    /** Before anything was known of the trip. */
    trouble: 'That did not work',
    unexpected: 'Something went wrong on our side. Try again in a minute.',
    details: 'Details for support',
    showGuest: 'Only the server’s side can mend this. Show this page to the person who sent you the link.',
    showOperator: 'Only the server’s side can mend this. Show this page to the person who runs this Mergepost server.',
    /** For somebody who came by a link: they have no pane to go back to. */
    guest: (code: AttemptFailure['code']): string | null =>
      code === 'CONNECT_EXPIRED' ? 'This sign-in is over.' : code === 'INTERNAL' ? 'Something went wrong on our side.' : null,
  },

  consent: {
    granted: 'Allowed',
    declined: 'Not allowed',
    seen: 'Whoever sent you the link sees it in Mergepost by itself.',
    tell: 'Tell the person who sent you the link; Mergepost tells them as well.',
    answer: ({ sentence }: ConsentAnswer): Meaning => ({ text: sentence, more: false }),
  },

  link: {
    title: 'Connect your mailbox?',
    asks: (owner: string) => `${owner} asks to send mail from your mailbox with Mergepost.`,
    theyWrite: 'They write',
    may: ['They may send mail as you, until you or they end it.', 'They learn your name and address, never your password.'],
    maySendAs: {
      all: 'They may also send from shared mailboxes that you may send from.',
      some: (providers: readonly string[]) =>
        `With ${or(providers)}, they may also send from shared mailboxes that you may send from.`,
    },
    mayRead: {
      no: {
        all: 'They cannot read your mail.',
        some: (providers: readonly string[]) => `With ${or(providers)}, they cannot read your mail.`,
      },
      yes: {
        all: 'The permission also covers reading your mail; Mergepost uses that only to look after what it sends.',
        some: (providers: readonly string[]) =>
          `With ${or(providers)}, the permission also covers reading your mail; Mergepost uses that only to look after what it sends.`,
      },
      unknown: {
        all: 'The page where you sign in says what else the permission covers.',
        some: (providers: readonly string[]) =>
          `With ${or(providers)}, the page where you sign in says what else the permission covers.`,
      },
    },
    beware: 'If you do not know this person, close this page.',
    address: 'Your e-mail address there',
    go: (provider: string) => `Continue with ${provider}`,
    next: 'You sign in there, and are asked once more before anything is connected.',
    /** The server does not know the person's time zone, so it names the one it uses. `at`: milliseconds since 1970. */
    until: (at: number) => `The link works once, until ${momentOf(at)} UTC.`,
    nothing: 'No kind of mailbox can be connected here at present. Tell the person who sent you the link.',
    over: 'This link is over',
  },

  /** Who somebody is, for those who must decide whether to trust them. */
  who: (who: Who): string => {
    switch (who.kind) {
      case 'unknown':
        return 'an account that is no longer known';
      case 'address':
        return who.address;
      case 'member':
        return `${who.address ?? 'somebody'} of organisation ${who.tenant}`;
      case 'subject':
        return `user “${who.subject}” of ${who.issuer ?? 'the application that uses Mergepost here'}`;
    }
  },
};

export type PageTexts = typeof pageTexts;

function or(names: readonly string[]): string {
  return names.join(' or ');
}

function momentOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at);
}
