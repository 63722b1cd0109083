/** What sign-in services with a name answer with, in German, as shared/help/serviceWords.ts says it in English. */
import type { SERVICE_WORDS } from '../serviceWords.ts';

type Words = (name: string) => string;

const AGAIN = 'Verbinden Sie das Postfach noch einmal und melden Sie sich an.';
const LATER = 'Versuchen Sie es in ein paar Minuten noch einmal.';
const RUNS_IT = 'Die Person, die diesen Mergepost-Server betreibt, muss';
const signIn: Words = (name) => `${name} verlangt eine neue Anmeldung. ${AGAIN}`;
const busy: Words = (name) => `${name} hat viel zu tun. ${LATER}`;
const wrongRequest: Words = (name) =>
  `${name} hat die Anfrage nicht verstanden. ${RUNS_IT} die Einstellungen der Anwendung prüfen.`;
const wrongApp: Words = (name) => `${name} kennt die Anwendung nicht. ${RUNS_IT} ihre Client-ID prüfen.`;

/** Where a person can mend it, the name stands at the beginning, so that “Der Maildienst” fits as well. */
export const SERVICE_WORDS_GERMAN: { readonly [error in keyof typeof SERVICE_WORDS]: Words } = {
  invalid_grant: (name) => `${name} nimmt die Erlaubnis nicht mehr an: Sie ist abgelaufen oder wurde zurückgenommen. ${AGAIN}`,
  invalid_token: (name) => `${name} nimmt die Erlaubnis nicht mehr an. ${AGAIN}`,
  login_required: signIn,
  interaction_required: signIn,
  reauth_required: signIn,
  account_selection_required: () => 'Wählen Sie ein Konto. Verbinden Sie das Postfach noch einmal.',
  consent_required: () => 'Die Erlaubnis wurde noch nicht gegeben. Verbinden Sie das Postfach noch einmal und stimmen Sie zu.',
  access_denied: () =>
    'Die Erlaubnis wurde nicht gegeben. Es wurde nichts verbunden; versuchen Sie es noch einmal, wenn Sie möchten.',
  invalid_client: (name) =>
    `${name} nimmt die Client-ID oder den geheimen Schlüssel der Anwendung nicht an. ${RUNS_IT} beides neu setzen; es muss sich niemand noch einmal anmelden.`,
  unauthorized_client: (name) => `Die Anwendung darf das bei ${name} nicht. ${RUNS_IT} ihre Registrierung prüfen.`,
  deleted_client: (name) => `Die Anwendung wurde bei ${name} gelöscht. ${RUNS_IT} sie noch einmal registrieren.`,
  disabled_client: (name) => `Die Anwendung ist bei ${name} ausgeschaltet. ${RUNS_IT} sich ihre Registrierung ansehen.`,
  invalid_scope: (name) => `${name} kennt eine verlangte Berechtigung nicht. ${RUNS_IT} die Berechtigungen der Anwendung prüfen.`,
  insufficient_scope: () =>
    'Es fehlt eine Erlaubnis. Verbinden Sie das Postfach noch einmal und stimmen Sie allem zu, worum gebeten wird.',
  redirect_uri_mismatch: (name) =>
    `Die Umleitungsadresse ist bei ${name} nicht registriert. ${RUNS_IT} die registrieren, die bei der Anwendung steht.`,
  invalid_request: wrongRequest,
  unsupported_grant_type: wrongRequest,
  unsupported_response_type: wrongRequest,
  invalid_request_object: wrongRequest,
  registration_not_supported: wrongApp,
  unknown_client: wrongApp,
  admin_policy_enforced: (name) =>
    `Ihre Organisation hat Mergepost bei ${name} nicht erlaubt. Bitten Sie Ihren Administrator darum.`,
  org_internal: (name) =>
    `Die Anwendung ist bei ${name} nur für eine Organisation. Melden Sie sich mit einem Konto jener Organisation an, oder bitten Sie die Person, die diesen Server betreibt, die Anwendung für andere zu öffnen.`,
  server_error: (name) => `${name} hatte eine Störung. ${LATER}`,
  temporarily_unavailable: busy,
  slow_down: busy,
  rate_limit_exceeded: busy,
  expired_token: () => 'Der Code für die Anmeldung ist abgelaufen. Beginnen Sie noch einmal.',
  unknown_error: (name) => `${name} hat die Anmeldung nicht zu Ende geführt. Versuchen Sie es noch einmal.`,
};
