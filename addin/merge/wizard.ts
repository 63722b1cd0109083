/**
 * The five steps of a merge as data: letter → list → check → preview → send. The server holds the draft; the wizard only
 * knows where the person is. A step that has nothing to show cannot be expressed.
 */
import type { Campaign } from '../../shared/api/campaigns.ts';
import type { Failure } from '../api/call.ts';

export const STEPS = ['letter', 'list', 'check', 'preview', 'send'] as const;
export type Step = (typeof STEPS)[number];

export type WithLetter = Campaign & { letter: NonNullable<Campaign['letter']> };
export type Filled = WithLetter & { list: NonNullable<Campaign['list']> };

/** What the pane is busy with, or what failed. The draft on the screen stays as it is meanwhile. */
export type WorkName = 'open' | 'letter' | 'list' | 'change' | 'start';
export type Work = { kind: 'idle' } | { kind: 'busy'; what: WorkName } | { kind: 'failed'; what: WorkName; failure: Failure };

interface Common {
  /** The row last looked at, 1 to the number of rows. Kept on every step. */
  row: number;
  work: Work;
}
export type Wizard = Common &
  (
    | { step: 'letter'; draft: Campaign | null }
    | { step: 'list'; draft: WithLetter }
    | { step: 'check'; draft: Filled }
    | { step: 'preview'; draft: Filled }
    /** Only while nothing blocks the start. */
    | { step: 'send'; draft: Filled }
  );

export type WizardAction =
  | { type: 'working'; what: WorkName }
  /** The server answered with the whole draft. `step` where the person was when the pane closed. */
  | { type: 'answered'; draft: Campaign; step?: Step }
  | { type: 'failed'; failure: Failure }
  | { type: 'dismissed' }
  | { type: 'went'; step: Step }
  | { type: 'next' }
  | { type: 'back' }
  | { type: 'looked'; row: number };

export const EMPTY_WIZARD: Wizard = { step: 'letter', draft: null, row: 1, work: { kind: 'idle' } };
const idle: Work = { kind: 'idle' };

export function wizard(state: Wizard, action: WizardAction): Wizard {
  switch (action.type) {
    case 'working':
      return { ...state, work: { kind: 'busy', what: action.what } };
    case 'answered':
      return place(action.draft, action.step ?? state.step, { row: state.row, work: idle });
    case 'failed': {
      const what = state.work.kind === 'idle' ? 'change' : state.work.what;
      return { ...state, work: { kind: 'failed', what, failure: action.failure } };
    }
    case 'dismissed':
      return { ...state, work: idle };
    case 'went':
      return mayGo(state.draft, action.step) ? go(state, action.step) : state;
    case 'next':
      return step(state, 1);
    case 'back':
      return step(state, -1);
    case 'looked':
      return place(state.draft, 'preview', { ...state, row: action.row });
  }
}

/** Which steps can be shown with this draft. */
export function mayGo(draft: Campaign | null, step: Step): boolean {
  switch (step) {
    case 'letter':
      return true;
    case 'list':
      return draft !== null && hasLetter(draft);
    case 'check':
    case 'preview':
      return draft !== null && isFilled(draft);
    case 'send':
      return draft !== null && isFilled(draft) && draft.check.blockers.length === 0;
  }
}

/** The wanted step, or the last one before it that this draft can show. */
function place(draft: Campaign | null, wanted: Step, { row, work }: Common): Wizard {
  if (draft === null || !hasLetter(draft)) return { step: 'letter', draft, row: 1, work };
  if (wanted === 'letter') return { step: 'letter', draft, row, work };
  if (wanted === 'list' || !isFilled(draft)) return { step: 'list', draft, row, work };
  const shown = Math.min(Math.max(1, Math.trunc(row)), Math.max(1, draft.list.rows));
  if (wanted === 'send' && draft.check.blockers.length > 0) return { step: 'check', draft, row: shown, work };
  return { step: wanted, draft, row: shown, work };
}

function go(state: Wizard, step: Step): Wizard {
  // A failure belongs to the step where it happened; work that is under way goes on.
  const work = state.work.kind === 'failed' ? idle : state.work;
  return place(state.draft, step, { row: state.row, work });
}

function step(state: Wizard, by: 1 | -1): Wizard {
  const wanted = STEPS[STEPS.indexOf(state.step) + by];
  return wanted && mayGo(state.draft, wanted) ? go(state, wanted) : state;
}

export function hasLetter(draft: Campaign): draft is WithLetter {
  return draft.letter !== null;
}

export function isFilled(draft: Campaign): draft is Filled {
  return draft.letter !== null && draft.list !== null;
}

/** A draft is there but could not be opened: nobody should take it for an empty one. */
export function isUnopened({ draft, work }: Wizard): boolean {
  return draft === null && work.kind === 'failed' && work.what === 'open' && work.failure.code !== 'CAMPAIGN_NOT_FOUND';
}

/** The letter or list that still holds where the server refused another one; null: none, or something else failed. */
export function keptName({ draft, work }: Wizard): string | null {
  if (work.kind !== 'failed' || !/^(?:LETTER|LIST|TOO_LARGE)/.test(work.failure.code)) return null;
  if (work.what === 'letter') return draft?.letter ? letterName(draft.letter.name) : null;
  return work.what === 'list' ? (draft?.list?.name ?? null) : null;
}

/** A mail's draft came as a page (`Invoice.html`); nobody gave it that ending. */
export function letterName(name: string): string {
  return name.replace(/\.html$/i, '');
}
