/** docs/pictures.md: the pictures in the order of the steps, light beside dark, with what the person does. */
import { existsSync, writeFileSync } from 'node:fs';

const SHARED = {
  welcome: 'You open Mergepost and press **Connect email account**; *What Mergepost may do* can be read first.',
  connecting: 'You sign in at Microsoft in the other window. The pane goes on by itself.',
  'home-empty': 'Your mailbox is connected. You press **New merge**.',
  'list-empty': 'You drop an Excel or CSV list, choose a file, or paste cells from Excel.',
  list: 'You see the list as it was read: its sheet, its columns, how many people.',
  'check-ready': 'You look at the subject and at which column fills which field. *25 mails ready to go.*',
  preview: 'You leaf through the mails as each receiver will see them, and send a test to yourself if you like.',
  send: 'You read what will happen: how many mails, from which mailbox, how long it takes, now or later.',
  question: 'You are asked once more, with the numbers, because what is sent cannot be called back.',
  sending: 'You watch the mails leave. You can pause, cancel the rest, or close Office: sending goes on.',
  result: 'You see what became of each mail, search, and download the report.',
  home: 'Your merges stay on the first screen, with one line of truth each.',
  mailboxes: 'Under *Mailboxes* you send a test mail, set the pace, reconnect or disconnect.',
};

type Shared = keyof typeof SHARED;
const shared = (...names: Shared[]): [string, string][] => names.map((name) => [name, SHARED[name]]);
/** From the preview on both are the same. */
const THE_REST = shared('preview', 'send', 'question', 'sending', 'result', 'home', 'mailboxes');

const WORD: [string, string][] = [
  ...shared('welcome', 'connecting', 'home-empty'),
  ['letter', 'The open document is the letter. You see its fields, and what an e-mail will show differently.'],
  ...shared('list-empty', 'list'),
  [
    'insert',
    'Back at the letter you click where a field belongs and choose its column; Word on computers can mark all fields. Then **Read again**.',
  ],
  ['check', 'You settle what stands in the way: here some rows have no company, and you choose what happens to them.'],
  ...shared('check-ready'),
  ...THE_REST,
];

const OUTLOOK: [string, string][] = [
  ...shared('welcome', 'connecting', 'home-empty'),
  ['letter', 'The mail you are writing is the letter: its subject, text, pictures and attachments.'],
  ...shared('list-empty', 'list', 'check-ready'),
  ...THE_REST,
  ['read-home', 'Beside a mail that you only read: your merges, how they go, and your mailboxes.'],
  ['read-new', 'A new merge there says where a letter may come from.'],
  ['phone', 'On a phone: one sentence, and where to go on.'],
];

const WIDTH = 350;
const INTRODUCTION = `# Every step in pictures

Made by \`npm run pictures -- --docs\` from the real server in sandbox mode, with the sample letter and list. The pane runs on the
unmodified office.js inside a page that answers as Word and Outlook on the web do; Office's own window around it is not shown. Left:
light; right: dark.
`;

/** @param docs folder of the page; its pictures are in \`pictures/\`. Throws where one is missing. */
export function tellPictures(docs: string): void {
  const page = [INTRODUCTION, ...sections(docs, 'word', 'Word', WORD), ...sections(docs, 'outlook', 'Outlook', OUTLOOK)];
  writeFileSync(`${docs}/pictures.md`, page.join('\n'));
}

function sections(docs: string, app: string, title: string, steps: readonly [string, string][]): string[] {
  const parts = steps.map(([name, sentence], index) => {
    const files = [`pictures/${app}-${name}.webp`, `pictures/${app}-${name}-dark.webp`];
    for (const file of files) if (!existsSync(`${docs}/${file}`)) throw new Error(`There is no ${file}`);
    const images = files.map(
      (file, dark) => `<img src="${file}" alt="${title}, ${name}${dark ? ', dark' : ''}" width="${WIDTH}">`,
    );
    return `${index + 1}. ${sentence}\n\n   ${images.join(' ')}\n`;
  });
  return [`## ${title}\n`, ...parts];
}
