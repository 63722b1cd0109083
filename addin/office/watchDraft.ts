/** Notices that the draft beside the pane is no longer what was read, or another one. */
import type { Pause } from './awaitWithin.ts';
import { type DraftMark, draftNews, type Moved } from './draftMark.ts';
import type { LetterNews } from './letterSource.ts';
import { draftOf, type ItemWatch, type Mailbox } from './mailItem.ts';
import { readDraft } from './readDraft.ts';

export interface DraftWatch {
  mailbox: Mailbox;
  items: ItemWatch;
  pause: Pause;
  givesFiles: boolean;
  /** The pane's window: coming back to it is the moment to look whether the draft is still the same. */
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>;
}

/** What was read last; `mark` is null where nothing was. */
export interface LastRead {
  mark: DraftMark | null;
  moved: Moved;
}

/** Outlook has no event for a changed text: it is compared when somebody comes back to the pane, and when another item is there. */
export function watchDraft(watch: DraftWatch, last: LastRead, tell: (news: LetterNews) => void): () => void {
  const { items, page } = watch;
  let [looking, again, ended] = [false, false, false];
  const look = async (): Promise<void> => {
    [looking, again] = [true, false];
    const news = await compared(watch, last);
    looking = false;
    if (ended) return;
    // Something else may be there by now: what was found of the one before counts for nothing.
    if (again) return look();
    if (news !== null) tell(news);
  };
  const lookOnce = () => void (looking || look());
  // A pointer says so at every element it crosses; only from outside it comes back.
  const onBack = (event: Event) => {
    const { relatedTarget } = event as Partial<MouseEvent>;
    if (!relatedTarget) lookOnce();
  };
  const onItem = () => {
    again = looking;
    lookOnce();
  };
  const stop = items.subscribe(onItem);
  // What was changed while the pane was closed.
  lookOnce();
  for (const event of COMES_BACK) page.addEventListener(event, onBack);
  return () => {
    ended = true;
    stop();
    for (const event of COMES_BACK) page.removeEventListener(event, onBack);
  };
}

const COMES_BACK = ['focus', 'pointerover'] as const;

/** Null: nothing to compare, or no answer. */
async function compared({ mailbox, pause, givesFiles }: DraftWatch, last: LastRead): Promise<LetterNews | null> {
  const { mark } = last;
  const item = draftOf(mailbox);
  if (item === null || mark === null) return null;
  const now = await readDraft(item, pause, givesFiles);
  if (!now.ok || last.mark !== mark || draftOf(mailbox) !== item) return null;
  const kind = draftNews(mark, now.value.mark, last.moved);
  return kind === 'another' ? { kind, subject: now.value.subject.trim() } : { kind };
}
