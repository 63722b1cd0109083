/** What the choices say that most merges never need, in German. */
import type { optionTexts as english } from '../texts/optionTexts.ts';
import type { Translated } from '../translated.ts';
import { rows } from './countsGerman.ts';

const leftOut = (value: number) => `${rows(value)} ${value === 1 ? 'bleibt' : 'bleiben'} weg`;

export const optionTexts: Translated<typeof english> = {
  rows: {
    fold: 'Zeilen, Gruppen und Reihenfolge',
    groupBy: 'Eine E-Mail für alle Zeilen mit gleichem Wert in',
    groupNone: 'Eine E-Mail für jede Zeile',
    groupHint: 'Teile des Briefs zwischen {{#each}} und {{/each}} stehen dort einmal für jede Zeile.',
    groupUseless:
      'Der Brief hat keinen Teil, der sich wiederholt, deshalb ist von jeder Gruppe nur die erste Zeile zu sehen. Schreiben Sie {{#each}} und {{/each}} darum.',
    duplicates: 'Wenn eine Adresse mehrmals vorkommt',
    duplicatesSend: 'Jede Zeile bekommt ihre eigene E-Mail',
    duplicatesFirst: 'Nur ihre erste Zeile bekommt eine E-Mail',
    order: 'Reihenfolge des Versands',
    orderList: 'Wie in der Liste',
    orderUp: (column) => `Nach ${column}`,
    orderDown: (column) => `Nach ${column}, rückwärts`,
    filters: 'Nur Zeilen, in denen',
    addFilter: 'Bedingung hinzufügen',
    removeFilter: 'Entfernen',
    column: 'Spalte',
    test: 'Bedingung',
    value: 'Wert',
    tests: {
      is: 'ist',
      'is-not': 'ist nicht',
      contains: 'enthält',
      'contains-not': 'enthält nicht',
      filled: 'ist ausgefüllt',
      empty: 'ist leer',
      less: 'ist kleiner als',
      more: 'ist größer als',
    },
    left: {
      filtered: (value) => `${leftOut(value)} wegen Ihrer Bedingungen.`,
      duplicates: (value) => `${leftOut(value)}: Die Adresse hat ihre E-Mail schon.`,
      skipIf: (value) => `${leftOut(value)} wegen eines Felds im Brief (SKIPIF).`,
    },
    unused: (columns) => `Nicht verwendet: ${columns}`,
  },

  writing: {
    locale: 'Zahlen und Daten werden geschrieben wie in',
    localeLetter: 'der Sprache des Briefs',
    policy: 'Vorgabe',
    standard: 'Stattdessen schreiben',
    standardText: 'Text, wo es leer ist',
    dropLine: 'Die ganze Zeile weglassen',
  },

  letter: {
    letterhead: 'Kopf- und Fußzeile des Briefs in der E-Mail zeigen',
    letterheadHint: 'Oben die Kopfzeile der ersten Seite, unten ihre Fußzeile.',
    questions: 'Der Brief fragt',
    questionHint: (standard) => `Leer: ${standard}`,
    document: 'Den fertigen Brief als Word-Dokument anhängen',
    documentUnnamed: 'Brief',
    documentName: 'Name der Datei',
    documentHint: 'Felder sind erlaubt: Rechnung {{Nummer}}',
  },

  list: {
    fold: 'Sieht die Liste falsch aus?',
    headerRow: 'Die Überschriften stehen in',
    headerLine: (line, cells) => `Zeile ${line}: ${cells}`,
    encoding: 'Die Zeichen sind kodiert als',
    encodingGuessed: 'Das ist geraten. Wenn Namen falsch aussehen, wählen Sie etwas anderes.',
    delimiter: 'Zellen sind getrennt durch',
    delimiters: { ',': 'Kommas', ';': 'Semikolons', '\t': 'Tabulatoren', '|': 'senkrechte Striche' },
    hidden: 'Auch ausgeblendete Zeilen lesen',
  },

  preview: {
    rows: (value) => `${rows(value)} in dieser E-Mail`,
  },
};
