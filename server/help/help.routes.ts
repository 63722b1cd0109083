/** GET /api/help/:code: what a code means, for people who have one in a report or a log, and for programs. */
import { explainCode } from '../../shared/api/help.ts';
import { explain } from '../../shared/help/explain.ts';
import { germanHelp } from '../../shared/help/german/germanHelp.ts';
import type { HelpMatch } from '../../shared/help/helpEntry.ts';
import { AppError } from '../http/appError.ts';
import { acceptedLanguage } from '../http/chooseLanguage.ts';
import type { Mount } from '../http/mount.ts';
import { speakIn } from '../http/speakIn.ts';

export function mountHelp(mount: Mount): void {
  mount(explainCode, ({ params, request, reply }) => {
    const matches = explain(params.code);
    if (matches.length === 0) return Promise.reject(unknownCode(params.code));
    const german = acceptedLanguage(request) === 'de' ? inGerman(matches) : null;
    speakIn(reply, german === null ? 'en' : 'de');
    return Promise.resolve({ success: true as const, matches: german ?? matches });
  });
}

/** All or nothing, so that the answer is in one language; null where one of them is not written in German. */
function inGerman(matches: readonly HelpMatch[]): HelpMatch[] | null {
  const texts = matches.flatMap((match) => {
    const text = germanHelp(match.text);
    return text === null ? [] : [{ ...match, text }];
  });
  return texts.length === matches.length ? texts : null;
}

/** Microsoft explains every number of its own itself (entra reference-error-codes, "Lookup current error code information"). */
function unknownCode(code: string): AppError {
  const number = /^(?:AADSTS)?(\d{4,8})$/i.exec(code.trim())?.[1];
  const next =
    number === undefined
      ? 'Check that it is complete, and look at the words beside it.'
      : `If it is a number of Microsoft's sign-in, look it up at https://login.microsoftonline.com/error?code=${number}.`;
  return new AppError('NOT_FOUND', `Mergepost has no explanation for this code. ${next}`);
}
