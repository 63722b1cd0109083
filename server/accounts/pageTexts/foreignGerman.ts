/** What the server has English sentences for, in German, by the code that comes with them. */
import type { AccountState } from '../../../shared/api/accounts.ts';
import type { ErrorCode } from '../../../shared/api/errors.ts';
import type { AttemptFailure } from '../attemptOutcome.ts';
import type { ConsentAnswer } from '../../oauth/consentAnswer.ts';
import { FOREIGN } from '../foreignAnswer.ts';
import { entraGerman } from '../../../shared/help/german/entraGerman.ts';
import type { ForeignTexts, Meaning } from './foreignTexts.ts';
import { oauthGerman } from '../../../shared/help/german/oauthGerman.ts';

export const foreignGerman: ForeignTexts = {
  language: 'en',
  is: 'Die Begründung, auf Englisch:',
  failure: (failure) => ofAddresses(failure) ?? ofService(failure) ?? ofPlace(failure) ?? BY_CODE[failure.code] ?? UNKNOWN,
  state: (state) => BY_STATE[state],
};

/** Says all that the English sentence says. */
function whole(text: string): Meaning {
  return { text, more: false };
}

/** Leaves out what the English sentence goes on to say. */
function inPart(text: string): Meaning {
  return { text, more: true };
}

function ofService({ code, provider }: AttemptFailure): Meaning | null {
  if (!provider) return null;
  const exact = entraGerman(provider.code ?? '');
  if (exact !== null) return whole(exact);
  // The word alone does not say who can mend it, the code does: Entra may have said more beside it.
  const text = code === 'CONNECT_FAILED' ? oauthGerman(provider.error) : null;
  return text === null ? null : whole(text);
}

/** Failures that are about an address name it. */
function ofAddresses({ code, about, provider }: AttemptFailure): Meaning | null {
  switch (code) {
    case 'CONNECT_WRONG_MAILBOX': {
      if (about?.expected === undefined) return null;
      const chose =
        about.chosen === undefined ? 'Es wurde ein anderes Konto gewählt' : `Sie haben sich als ${about.chosen} angemeldet`;
      return whole(
        `${chose}; neu verbunden werden soll aber ${about.expected}. Versuchen Sie es noch einmal und wählen Sie dieses Konto.`,
      );
    }
    case 'CONNECT_DECLINED':
      return provider || about?.chosen === undefined
        ? null
        : whole(`${about.chosen} wurde nicht verbunden. Es wurde nichts behalten.`);
    case 'TENANT_NOT_ALLOWED':
      return whole(
        `${about?.chosen ?? 'Dieses Konto'} gehört zu einer Organisation, die sich bei diesem Mergepost-Server nicht anmelden darf. Verwenden Sie ein Konto Ihrer Organisation oder fragen Sie die Person, die den Server betreibt.`,
      );
    default:
      return null;
  }
}

/** The only one without a code of its own that people could act upon. */
function ofPlace({ sentence }: AttemptFailure): Meaning | null {
  return sentence === FOREIGN.sentence ? whole(FROM_ELSEWHERE) : null;
}

const FROM_ELSEWHERE =
  'Diese Antwort kam von einer anderen Stelle als der, zu der Sie geschickt wurden, und wurde deshalb nicht verwendet. Beginnen Sie in Mergepost noch einmal.';
const UNKNOWN = inPart('Das Verbinden ist nicht gelungen. Beginnen Sie noch einmal.');

const BY_CODE: Partial<Record<ErrorCode, Meaning>> = {
  CONNECT_EXPIRED: whole(
    'Diese Anmeldung ist vorbei oder hat nie hier begonnen. Gehen Sie zurück zu Mergepost und drücken Sie noch einmal „E-Mail-Konto verbinden“.',
  ),
  INTERNAL: whole(
    'Bei uns ist etwas schiefgegangen. Gehen Sie zurück zu Mergepost und drücken Sie noch einmal „E-Mail-Konto verbinden“.',
  ),
  LINK_OVER: whole(
    'Dieser Link gilt nicht mehr. Er wurde schon verwendet, seine Zeit ist vorbei, oder wer ihn geschickt hat, hat ihn zurückgenommen. Bitten Sie um einen neuen.',
  ),
  APP_NOT_FOUND: whole(
    'Postfächer dieser Art können hier nicht mehr verbunden werden. Wählen Sie eine andere Art oder fragen Sie die Person, die den Server betreibt.',
  ),
  CONNECT_DECLINED: whole(
    'Die Erlaubnis wurde nicht gegeben. Es wurde nichts verbunden; versuchen Sie es noch einmal, wenn Sie möchten.',
  ),
  CONNECT_NEEDS_ADMIN: inPart('Ein Administrator Ihrer Organisation muss das zuerst erlauben. Fragen Sie Ihren.'),
  CONNECT_WRONG_MAILBOX: whole(
    'Es wurde ein anderes Konto gewählt als das, das neu verbunden werden soll. Versuchen Sie es noch einmal und wählen Sie das richtige.',
  ),
  MAILBOX_PERMISSION_MISSING: whole(
    'Die Erlaubnis, E-Mails zu senden, wurde nicht gegeben. Verbinden Sie noch einmal und stimmen Sie allem zu, worum gebeten wird (bei Google: setzen Sie jedes Häkchen).',
  ),
  ADDRESS_NEEDED: whole(
    'Der Maildienst sagt nicht, welches Postfach das ist. Verbinden Sie noch einmal und geben Sie die ganze Adresse an, zum Beispiel anna@example.com.',
  ),
  PROVIDER_UNAVAILABLE: whole('Der Maildienst antwortet gerade nicht. Versuchen Sie es in ein paar Minuten noch einmal.'),
  OPERATOR_FAULT: inPart(
    'Dieser Mergepost-Server ist dafür nicht richtig eingerichtet. Es muss sich deswegen niemand noch einmal anmelden.',
  ),
  TOO_MANY_REQUESTS: whole('Das waren zu viele Anfragen auf einmal. Warten Sie eine Minute und versuchen Sie es noch einmal.'),
};

const BY_STATE: Record<AccountState, string | null> = {
  connected: null,
  throttled: null,
  disconnected: null,
  'needs-reconnect': 'Verbinden Sie dieses Postfach noch einmal.',
  'needs-admin': 'Zeigen Sie diese Seite dem Administrator Ihrer Organisation.',
  'operator-fault': 'Zeigen Sie diese Seite der Person, die diesen Mergepost-Server betreibt.',
};

/** For the administrator who was asked to allow the app. */
export function meaningOfConsent({ granted, refusal }: ConsentAnswer): Meaning {
  if (granted) return whole(GRANTED);
  if (refusal === undefined) return whole(OVER);
  const again = `Der Link gilt bis ${dayOf(refusal.until)}, falls Sie ihn noch einmal öffnen möchten.`;
  if (refusal.code === null)
    return whole(`Mergepost wurde nicht erlaubt, und in Ihrer Organisation hat sich nichts geändert. ${again}`);
  const means = entraGerman(refusal.code);
  const refused = `Microsoft hat die Zustimmung nicht angenommen (${refusal.code}).`;
  return means === null ? inPart(`${refused} ${again}`) : whole(`${refused} ${means} ${again}`);
}

const GRANTED =
  'Vielen Dank. Mergepost ist jetzt in Ihrer Organisation erlaubt: Wer zu ihr gehört, kann sein Postfach verbinden. Sie können dieses Fenster schließen.';
const OVER =
  'Dieser Link ist mehr als eine Woche alt und zählt nicht mehr. Wenn Microsoft gesagt hat, dass Sie zugestimmt haben, gilt das trotzdem; sonst bitten Sie die Person, die ihn geschickt hat, um einen neuen.';

function dayOf(at: number): string {
  return new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
