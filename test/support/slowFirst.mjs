// The order in which jest begins the test files: those known to be slow first, because one of them begun last would let the
// other worker stand idle. By itself jest goes by the times of former runs, and in a fresh clone by the size of the files,
// which says little: the slowest file has five lines. A file that is not here only costs time.
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Slowest first. Those with a browser and those that calculate take turns. */
const SLOW = [
  'test/e2e/paneScreens.test.ts',
  'test/server/merge/hostileLetters.test.ts',
  'test/e2e/officeDialog.test.ts',
  'test/server/merge/largeLetters.test.ts',
  'test/e2e/tokensUnderLoad.test.ts',
  'test/e2e/paneStory.test.ts',
  'test/server/campaigns/campaignMoves.test.ts',
  'test/server/sandbox/mailboxPage.test.ts',
  'test/e2e/startUp.test.ts',
  'test/e2e/wordStory.test.ts',
  'test/server/merge/letterFuzz.test.ts',
  'test/e2e/planStory.test.ts',
  'test/e2e/fiveSystemsCommandLine.test.ts',
  'test/e2e/sendingScreens.test.ts',
  'test/server/campaigns/campaignDrafts.test.ts',
  'test/e2e/outlookStory.test.ts',
  'test/server/mail/smtpTransport.test.ts',
  'test/e2e/officeLooks.test.ts',
];

const rankOf = (test) => {
  const at = SLOW.indexOf(path.relative(ROOT, test.path).replaceAll(path.sep, '/'));
  return at === -1 ? SLOW.length : at;
};

export default class SlowFirst extends Sequencer {
  async sort(tests) {
    // Jest's own sort, not an array's.
    // oxlint-disable-next-line unicorn/no-array-sort
    const ordered = await super.sort(tests);
    return ordered.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
