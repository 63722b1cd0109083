/** What the pane says where the walk presses or waits, in both languages: from the pane's own catalogue. */
import { connectTexts as connectGerman } from '../../addin/ui/german/connectTextsGerman.ts';
import { draftTexts as draftGerman } from '../../addin/ui/german/draftTextsGerman.ts';
import { letterTexts as letterGerman } from '../../addin/ui/german/letterTextsGerman.ts';
import { mailboxTexts as mailboxGerman } from '../../addin/ui/german/mailboxTextsGerman.ts';
import { mergeTexts as mergeGerman } from '../../addin/ui/german/mergeTextsGerman.ts';
import { sendingTexts as sendingGerman } from '../../addin/ui/german/sendingTextsGerman.ts';
import { texts as textsGerman } from '../../addin/ui/german/textsGerman.ts';
import { connectTexts } from '../../addin/ui/texts/connectTexts.ts';
import { draftTexts } from '../../addin/ui/texts/draftTexts.ts';
import { letterTexts } from '../../addin/ui/texts/letterTexts.ts';
import { mailboxTexts } from '../../addin/ui/texts/mailboxTexts.ts';
import { mergeTexts } from '../../addin/ui/texts/mergeTexts.ts';
import { sendingTexts } from '../../addin/ui/texts/sendingTexts.ts';
import { texts } from '../../addin/ui/texts/texts.ts';

export type Language = 'en' | 'de';

/** Rows of the sample list: each becomes a mail. */
const MAILS = 25;
const COLUMN = 'Member No';

const ENGLISH = { connectTexts, draftTexts, letterTexts, mailboxTexts, mergeTexts, sendingTexts, texts };
const GERMAN = {
  connectTexts: connectGerman,
  draftTexts: draftGerman,
  letterTexts: letterGerman,
  mailboxTexts: mailboxGerman,
  mergeTexts: mergeGerman,
  sendingTexts: sendingGerman,
  texts: textsGerman,
};

export type Words = ReturnType<typeof wordsOf>;

export function wordsOf(language: Language) {
  const say = language === 'de' ? GERMAN : ENGLISH;
  const { merge, letter, list, check, send } = say.mergeTexts;
  return {
    // Office's own question and its button are English: the library's German words lie where no test goes.
    connect: say.texts.welcome.connect,
    waiting: say.connectTexts.connecting.waiting('Microsoft'),
    promise: say.texts.welcome.promises[1] ?? '',
    newMerge: say.texts.home.new,
    fields: letter.fields,
    stepLetter: merge.steps.letter,
    chooseList: merge.next.letter,
    people: list.rows(MAILS),
    check: merge.next.list,
    emptyCompany: '«Company»',
    whereEmpty: check.policy('Company'),
    subject: check.subject,
    ready: check.ready(MAILS),
    preview: merge.next.check,
    goToSend: merge.next.preview,
    send: send.send(MAILS),
    pause: say.sendingTexts.sending.pause,
    someSent: /^[4-9]$|^1\d$/,
    report: say.sendingTexts.result.report,
    back: say.texts.back,
    mailboxes: say.texts.home.mailboxes,
    testMail: say.mailboxTexts.test.send,
    testMailSent: say.mailboxTexts.test.sent('anna@contoso.example'),
    column: `«${COLUMN}»`,
    insertField: say.letterTexts.insert.title,
    readAgain: say.letterTexts.readAgain,
    sameFields: say.letterTexts.fields.same,
    changed: say.letterTexts.document.changed,
    draftTaken: say.draftTexts.taken,
    elsewhere: say.draftTexts.elsewhere,
    phone: say.draftTexts.phone.title,
  };
}
