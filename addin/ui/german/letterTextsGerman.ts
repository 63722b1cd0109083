/** What the first step says inside Office, in German. */
import type { letterTexts as english } from '../texts/letterTexts.ts';
import type { Translated } from '../translated.ts';
import { count } from './countsGerman.ts';

const named = (fields: readonly string[]) => fields.map((field) => `«${field}»`).join(', ');

export const letterTexts: Translated<typeof english> = {
  document: {
    readNow: 'Offenes Dokument lesen',
    reading: 'Das offene Dokument wird gelesen …',
    busy: 'Word ist mit diesem Dokument beschäftigt. Klicken Sie einmal hinein und lesen Sie dann noch einmal.',
    refused: 'Word hat das Dokument nicht herausgegeben. Speichern Sie es einmal und lesen Sie dann noch einmal.',
    silent:
      'Word hat eine Weile nicht geantwortet. Beantworten oder schließen Sie, was es Sie fragt, klicken Sie in das Dokument und lesen Sie dann noch einmal.',
    changed: 'Das Dokument wurde seit dem Lesen geändert. In den E-Mails steht noch, was gelesen wurde.',
    insertHint: 'Klicken Sie im Brief an die Stelle für das Feld und wählen Sie dann hier seine Spalte.',
  },
  draft: {
    readNow: 'Diesen Entwurf lesen',
    reading: 'Der Entwurf wird gelesen …',
    busy: 'Outlook ist mit diesem Entwurf beschäftigt. Klicken Sie einmal hinein und lesen Sie dann noch einmal.',
    refused: 'Outlook hat den Entwurf nicht herausgegeben. Klicken Sie in seinen Text und lesen Sie dann noch einmal.',
    silent:
      'Outlook hat eine Weile nicht geantwortet. Beantworten oder schließen Sie, was es Sie fragt, klicken Sie in den Entwurf und lesen Sie dann noch einmal.',
    changed: 'Der Entwurf wurde seit dem Lesen geändert. In den E-Mails steht noch, was gelesen wurde.',
    insertHint: 'Klicken Sie im Entwurf an die Stelle für das Feld und wählen Sie dann hier seine Spalte.',
  },
  other: {
    open: (now, read) =>
      `Neben diesem Bereich ist eine andere E-Mail offen: „${now}“. In den E-Mails steht noch, was aus „${read}“ gelesen wurde.`,
    next: 'Um sie für sich zu versenden, gehen Sie zurück und beginnen Sie neben ihr eine neue Serien-E-Mail: Diese hier bleibt als Entwurf.',
    instead: 'Stattdessen die offene E-Mail verwenden',
  },
  left: (value) =>
    value === 1 ? 'Das geht nicht mit den E-Mails mit:' : `Diese ${value} Dinge gehen nicht mit den E-Mails mit:`,
  unnamed: 'Entwurf',
  readAgain: 'Neu lesen',
  another: 'Oder ziehen Sie einen anderen Word-Brief hierher',
  fields: {
    same: 'Neu gelesen: dieselben Felder wie zuvor.',
    added: (fields) => `Neu: ${named(fields)}.`,
    gone: (fields) => `Nicht mehr da: ${named(fields)}.`,
    read: 'Neu gelesen.',
  },
  insert: {
    title: 'Feld einfügen',
    later: 'Sobald die Liste gewählt ist, können Sie von hier aus ihre Spalten in den Brief einfügen.',
    all: (value) =>
      value === 1 ? `${count(1, 'Spalte', 'Spalten')} zeigen` : `Alle ${count(value, 'Spalte', 'Spalten')} zeigen`,
    done: {
      field: (name) => `«${name}» steht im Brief, als Feld von Word.`,
      control: (name) => `«${name}» steht im Brief, in einem Rahmen, den sein Wert ersetzen wird.`,
      text: (name) => `«${name}» steht im Brief, geschrieben als {{${name}}}.`,
    },
    failed: (name) =>
      `«${name}» konnte dort nicht eingefügt werden. Klicken Sie in den Text des Briefs und wählen Sie es dann noch einmal.`,
    unanswered: (name) =>
      `«${name}» wurde noch nicht eingefügt. Beantworten oder schließen Sie, was neben diesem Bereich offen ist, und sehen Sie nach, ob es dort steht, bevor Sie es noch einmal wählen.`,
    noFields: 'Noch keine Felder: Alle bekämen denselben Text. Wählen Sie die Liste und fügen Sie dann hier ihre Spalten ein.',
    noFieldsNow: 'Noch keine Felder: Alle bekämen denselben Text. Fügen Sie unten Spalten der Liste ein und lesen Sie dann neu.',
  },
  highlight: {
    show: 'Felder im Brief markieren',
    hint: 'Nur auf Ihrem Bildschirm: Die Markierungen gehören weder zum Dokument noch zu den E-Mails.',
    failed: 'Dieses Word kann die Felder nicht markieren.',
  },
  tooManyFiles: (most, left) => `Mit jeder E-Mail können höchstens ${most} Dateien mitgehen. Weggelassen: ${named(left)}.`,
  remarks: (value) => `${count(value, 'Hinweis', 'Hinweise')} zum Entwurf`,
};
