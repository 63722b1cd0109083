/** How fast a mailbox sends, and what becomes of mails that could not be handed over, in German. */
import type { paceTexts as english } from '../texts/paceTexts.ts';
import type { Translated } from '../translated.ts';
import { n } from './countsGerman.ts';

export const paceTexts: Translated<typeof english> = {
  speed: 'Tempo',
  modes: { careful: 'Vorsichtig', normal: 'Normal', fast: 'Schnell', own: 'Eigenes' },
  means: {
    careful: 'Sanft: Ein Postfach, das hier neu ist, beginnt klein, und seine Zahl verdoppelt sich jeden Tag.',
    normal: 'Die übliche Zahl für ein Postfach dieser Art.',
    fast: 'Nahe an dem, was der Maildienst erlaubt. Er bittet vielleicht um Pausen.',
    own: 'Ihre eigenen Zahlen. Der Maildienst bittet vielleicht um Pausen.',
  },
  numbers: (perMinute, perDay) =>
    perDay === null
      ? `${n(perMinute)} in der Minute, am Tag ohne Grenze.`
      : `${n(perMinute)} in der Minute, ${n(perDay)} in 24 Stunden.`,
  used: (used) => (used === 0 ? 'In den letzten 24 Stunden keine.' : `In den letzten 24 Stunden ${n(used)} verbraucht.`),
  perMinute: 'E-Mails in der Minute',
  perDay: 'Empfänger am Tag',
  perDayHint: 'In jeweils 24 Stunden, auch Cc und Bcc. Leer: ohne Grenze.',
  wholeNumber: (most) => `Eine ganze Zahl von 1 bis ${most}.`,

  retry: 'Wenn eine E-Mail nicht übergeben werden kann',
  retryWhat: 'Für E-Mails, die sicher nicht gesendet wurden. Was ungewiss ist, wird nie von selbst noch einmal gesendet.',
  retryMode: 'Dann',
  retryModes: {
    standard: 'Wie auf diesem Server für alle üblich',
    any: 'Ein paarmal noch einmal versuchen',
    status: 'Nur bei bestimmten Codes noch einmal versuchen',
    none: 'Sofort aufgeben',
  },
  codes: 'Codes',
  codesHint: 'Zum Beispiel: 429, 503',
  codesWrong: 'Codes sind Zahlen von 400 bis 599, durch Kommas getrennt.',
  count: 'Wie oft',
  countWrong: 'Eine ganze Zahl von 0 bis 100.',
  double: 'Jedes Mal doppelt so lange warten',

  look: (permission) =>
    `Geht eine Antwort verloren, kann Mergepost nicht wissen, ob die E-Mail ankam. Mit der Erlaubnis „${permission}“ sieht es in „Gesendete Elemente“ nach und klärt das selbst.`,
  mayLook: 'Geht eine Antwort verloren, sieht Mergepost in „Gesendete Elemente“ nach und klärt es selbst.',
  allow: 'Erlauben',
  allowNamed: 'Nachsehen in „Gesendete Elemente“ erlauben',
};
