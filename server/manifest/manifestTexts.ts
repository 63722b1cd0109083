/** What Office itself shows of the add-in: names, buttons and their tips. The pane's own texts are in addin/ui. */

export interface Localised {
  en: string;
  de: string;
}

/** Office takes a translation only where its whole name fits: `de` alone would serve nobody. */
export const GERMAN_LOCALES = ['de-DE', 'de-AT', 'de-CH'] as const;

const same = (text: string): Localised => ({ en: text, de: text });

/** Limits of the schema: names 125, descriptions and tips 250 characters. */
export const ADDIN_TEXTS = {
  name: same('Mergepost'),
  wordDescription: {
    en: 'Send this letter as personal e-mails from your own mailbox, and see what happened to every one.',
    de: 'Diesen Brief als persönliche E-Mails aus dem eigenen Postfach senden und sehen, was aus jeder geworden ist.',
  },
  outlookDescription: {
    en: 'Send this draft to a list as personal e-mails from your own mailbox, and see what happened to every one.',
    de: 'Diesen Entwurf als persönliche E-Mails aus dem eigenen Postfach an eine Liste senden und sehen, was aus jeder geworden ist.',
  },
} satisfies Record<string, Localised>;

export type ButtonTexts = { label: Localised; title: Localised; tip: Localised };

export const WORD_BUTTON: ButtonTexts = {
  label: { en: 'Send as e-mails', de: 'Als E-Mails senden' },
  title: { en: 'Send as personal e-mails', de: 'Als persönliche E-Mails senden' },
  tip: {
    en: 'Send this letter to everybody in a list, each with their own mail, from your own mailbox.',
    de: 'Diesen Brief an alle in einer Liste senden, an jede Person eine eigene E-Mail, aus dem eigenen Postfach.',
  },
};

export const COMPOSE_BUTTON: ButtonTexts = {
  label: { en: 'Send to a list', de: 'An eine Liste senden' },
  title: { en: 'Send as personal e-mails', de: 'Als persönliche E-Mails senden' },
  tip: {
    en: 'Send this draft to everybody in a list, each with their own mail, from your own mailbox.',
    de: 'Diesen Entwurf an alle in einer Liste senden, an jede Person eine eigene E-Mail, aus dem eigenen Postfach.',
  },
};

export const READ_BUTTON: ButtonTexts = {
  label: same('Mergepost'),
  title: { en: 'Merges and mailboxes', de: 'Serienmails und Postfächer' },
  tip: {
    en: 'See what became of your merges, and look after your mailboxes.',
    de: 'Sehen, was aus den Serienmails geworden ist, und die Postfächer verwalten.',
  },
};

export const GET_STARTED = {
  title: { en: 'Mergepost is ready', de: 'Mergepost ist bereit' },
  description: {
    en: 'Open it on the Home tab: choose your list, look at every mail, then send.',
    de: 'Auf der Registerkarte „Start“ öffnen: Liste wählen, jede E-Mail ansehen, dann senden.',
  },
} satisfies Record<string, Localised>;
