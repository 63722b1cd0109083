/** Mails of which nobody knows whether they arrived, in German. */
import type { doubtTexts as english } from '../texts/doubtTexts.ts';
import type { Translated } from '../translated.ts';
import { mails, n } from './countsGerman.ts';

const all = (value: number) => (value === 1 ? 'Die eine' : `Alle ${n(value)}`);

export const doubtTexts: Translated<typeof english> = {
  title: (value) => `${mails(value)}: vielleicht angekommen, vielleicht nicht`,
  why: (value) =>
    value === 1
      ? 'Die Antwort des Maildienstes ging verloren. Die E-Mail wird nicht von selbst noch einmal gesendet.'
      : 'Die Antworten des Maildienstes gingen verloren. Die E-Mails werden nicht von selbst noch einmal gesendet.',
  look: 'In „Gesendete Elemente“ nachsehen',
  looking: 'Es wird nachgesehen …',
  lookingFor: (value) =>
    `${mails(value)} ${value === 1 ? 'wird' : 'werden'} in „Gesendete Elemente“ gesucht. Was gefunden wird, klärt sich von selbst; das kann ein paar Minuten dauern.`,
  nothingToLook:
    'Im Moment gibt es nichts Neues nachzusehen. Versuchen Sie es in ein paar Minuten wieder oder entscheiden Sie selbst.',
  byHand:
    'Mergepost darf dieses Postfach nicht lesen. Bitte sehen Sie selbst nach: Öffnen Sie in Outlook „Gesendete Elemente“ (in Gmail: „Gesendet“) und suchen Sie nach jeder Adresse.',
  allow: 'Nächstes Mal kann Mergepost selbst nachsehen: Postfächer, Mehr.',
  list: 'Ungewisse E-Mails',
  from: (moment) => `Kann ab ${moment} entschieden werden`,
  again: 'Noch einmal senden',
  againNamed: (to) => `Noch einmal an ${to} senden`,
  sent: 'Als gesendet vermerken',
  sentNamed: (to) => `Als gesendet vermerken: ${to}`,
  againAll: (value) => `${all(value)} noch einmal senden`,
  sentAll: (value) => `${all(value)} als gesendet vermerken`,
  againSure: (value) => `${mails(value)} noch einmal senden?`,
  againNext: (value, to) =>
    value === 1
      ? `Falls sie doch angekommen ist, bekommt ${to ?? 'der Empfänger'} sie zweimal. Sehen Sie zuerst in „Gesendete Elemente“ nach.`
      : 'Wer sie doch bekommen hat, bekommt sie zweimal. Sehen Sie zuerst in „Gesendete Elemente“ nach.',
  againIt: (value) => `${mails(value)} noch einmal senden`,
  sentSure: (value) => `${mails(value)} als gesendet vermerken?`,
  sentNext:
    'Sie zählen dann als gesendet und werden nicht noch einmal gesendet. Im Bericht steht, dass ein Mensch entschieden hat.',
  sentIt: (value) => `${mails(value)} als gesendet vermerken`,
  no: 'Noch nicht',
  nowSent: (value) => `${mails(value)} als gesendet vermerkt.`,
  nowAgain: (value) => `${mails(value)} ${value === 1 ? 'wird' : 'werden'} noch einmal gesendet.`,
  notInDoubt: (value) =>
    value === 0
      ? 'Keine E-Mail ist mehr ungewiss. Die Ergebnisse sagen, was aus jeder geworden ist.'
      : `${mails(value)} ${value === 1 ? 'ist' : 'sind'} nicht mehr ungewiss. Die Ergebnisse sagen, was aus ${value === 1 ? 'ihr' : 'ihnen'} geworden ist.`,
  tooEarly: (value, moment) =>
    `${mails(value)} ${value === 1 ? 'ist' : 'sind'} vielleicht noch unterwegs: Das kann ${moment === null ? 'in ein paar Minuten' : `ab ${moment}`} entschieden werden.`,
};
