/** What is said about a mail that is being written in Outlook and becomes the letter of a merge, in German. */
import type { draftTexts as english } from '../texts/draftTexts.ts';
import type { Translated } from '../translated.ts';
import { formatBytes, formatMost } from '../format.ts';
import { count } from './countsGerman.ts';

export const draftTexts: Translated<typeof english> = {
  remarks: {
    noDraft:
      'Neben diesem Bereich wird gerade keine E-Mail geschrieben. Öffnen Sie in Outlook eine neue E-Mail oder wählen Sie einen Word-Brief.',
    tooOld:
      'Diese Outlook-Version gibt weder Anhänge noch Bilder im Text heraus: Falls diese E-Mail welche hat, bleiben sie zurück. Fügen Sie im Schritt „Prüfen“ eine Datei hinzu oder öffnen Sie die E-Mail in Outlook im Web.',
    unlisted: (detail) =>
      `Outlook hat nicht gesagt, welche Anhänge diese E-Mail hat (${detail}): Sie bleiben zurück. Lesen Sie sie noch einmal oder fügen Sie im Schritt „Prüfen“ eine Datei hinzu.`,
    link: (name) =>
      `„${name}“ ist ein Link auf eine Datei in der Cloud und bleibt zurück. Hängen Sie eine Kopie der Datei an oder fügen Sie den Link in den Text ein.`,
    refused: (name) =>
      `Outlook hat „${name}“ nicht herausgegeben: Die Datei bleibt zurück. Hängen Sie sie noch einmal an und lesen Sie dann neu.`,
    tooLarge: (name, bytes, most) =>
      `„${name}“ hat ${formatBytes(bytes)} und bleibt zurück: Eine E-Mail trägt höchstens ${formatMost(most)}. Hängen Sie eine kleinere Datei an oder legen Sie sie in eine Cloud und ihren Link in den Text; lesen Sie dann neu.`,
    picturesMissing: (value) =>
      `${count(value, 'Bild', 'Bilder')} im Text ${value === 1 ? 'konnte' : 'konnten'} nicht übernommen werden. Löschen Sie ${value === 1 ? 'es' : 'sie'}, fügen Sie ${value === 1 ? 'es' : 'sie'} aus einer Datei wieder ein und lesen Sie dann neu.`,
    pictureKind: (name) =>
      `„${name}“ ist ein Bild, das nicht jedes Mailprogramm zeigen kann, und bleibt weg. Speichern Sie es als PNG oder JPEG und fügen Sie es wieder ein.`,
    recipients: '„An“, „Cc“ und „Bcc“ dieser E-Mail werden nicht verwendet: Jede E-Mail geht an eine Person Ihrer Liste.',
    quotes:
      'Diese E-Mail beantwortet eine andere oder leitet sie weiter: Was sie zitiert, geht an alle auf Ihrer Liste. Löschen Sie es, wenn das nicht sein soll.',
  },

  taken:
    'Betreff, Text mit Signatur, Bilder und Anhänge kommen aus dieser E-Mail. Nicht übernommen werden Empfänger, Wichtigkeit, Vertraulichkeit, Verschlüsselung, Abstimmung und Bestätigungen.',
  elsewhere:
    'Um eine E-Mail als Brief zu verwenden, öffnen Sie in Outlook eine neue E-Mail und starten Sie Mergepost dort. Oder wählen Sie hier einen Word-Brief.',

  phone: {
    title: 'Mergepost braucht einen größeren Bildschirm',
    next: 'Öffnen Sie Outlook an einem Computer, um eine Serien-E-Mail zu beginnen; was schon läuft, läuft ohne dieses Telefon weiter.',
  },
};
