/** What Microsoft's numbers mean that only a server's operator can mend, in German, as shared/help/entraCodes.ts says it in English. */
import type { GermanRow } from './germanWords.ts';

const REPORT = 'Melden Sie es der Person, die diesen Mergepost-Server betreibt, mit dieser Nummer.';
const REGISTRATION = 'App-Registrierung (docs/azure-app.md)';
const TENANT = 'bei der Anwendung aus den Einstellungen: EMAIL_TENANT_ID';
const SECRET = 'bei der Anwendung aus den Einstellungen: EMAIL_CLIENT_SECRET';

/** Numbers without `AADSTS`. */
export const ENTRA_OPERATOR_ROWS: readonly GermanRow[] = [
  [
    '50011',
    `Die Umleitungs-URI ist nicht registriert; sie muss Buchstabe für Buchstabe gleich sein. Tragen Sie die, die Mergepost zeigt, in die ${REGISTRATION} ein, Plattform „Web“.`,
  ],
  [
    '500011',
    'Eine Berechtigung nennt einen Dienst, den diese Organisation nicht hat, oft wegen einer falschen Adresse vor der Berechtigung. Prüfen Sie die Berechtigungen der Anwendung.',
  ],
  [
    '50059 50128 90019',
    `Die Anmeldung sagt nicht, für welche Organisation sie ist. Prüfen Sie die Kontotypen der Anwendung (${TENANT}).`,
  ],
  [
    '50194',
    `Die Anwendung ist nur für eine Organisation registriert, die Anmeldung aber für alle. Setzen Sie ihre Kontotypen auf jene Mandanten-ID (${TENANT}) oder registrieren Sie sie für mehrere Organisationen.`,
  ],
  [
    '65005 650056 650057',
    `Die Berechtigungen der Anwendung sind falsch eingerichtet. Vergleichen Sie die der ${REGISTRATION} mit dem, worum Mergepost bittet, und lassen Sie sie dann von einem Administrator noch einmal erlauben.`,
  ],
  [
    '700005',
    `Die Anmeldung kam von einer anderen Mandantenadresse als der, bei der sie eingelöst wird. Prüfen Sie die Kontotypen der Anwendung (${TENANT}).`,
  ],
  [
    '700016',
    'Die Anwendung ist in jener Organisation nicht bekannt: Die Client-ID oder der Mandant ist falsch, oder niemand hat sie dort erlaubt. Prüfen Sie beides in der App-Registrierung (bei der Anwendung aus den Einstellungen: EMAIL_CLIENT_ID und EMAIL_TENANT_ID).',
  ],
  [
    '700022',
    'Die verlangten Berechtigungen gehören zu mehreren Diensten zugleich, etwa Graph und SMTP. Prüfen Sie die Berechtigungen der Anwendung: Nennen Sie die eines Dienstes oder lassen Sie sie leer.',
  ],
  [
    '700025',
    `Die Anwendung ist als öffentlicher Client registriert und darf keinen geheimen Schlüssel senden. Ändern Sie ihre Plattform in der ${REGISTRATION} auf „Web“ oder nehmen Sie den Schlüssel hier weg.`,
  ],
  [
    '700027',
    'Microsoft nimmt das Zertifikat nicht an, mit dem dieser Server unterschreibt. Laden Sie dessen öffentlichen Teil in die App-Registrierung hoch, unter „Zertifikate & Geheimnisse“.',
  ],
  [
    '7000215 70002',
    `Der geheime Clientschlüssel ist falsch; oft wurde seine ID statt seines Werts kopiert. Setzen Sie den Wert aus der App-Registrierung noch einmal (${SECRET}).`,
  ],
  [
    '7000218',
    `Der geheime Clientschlüssel fehlt. Setzen Sie ihn aus der App-Registrierung (${SECRET}) oder erlauben Sie öffentliche Clientflows, wenn die Anwendung keinen hat.`,
  ],
  [
    '7000222',
    `Der geheime Clientschlüssel ist abgelaufen, deshalb kann kein Postfach dieser Anwendung senden. Erstellen Sie in der App-Registrierung einen neuen und setzen Sie ihn (${SECRET}).`,
  ],
  [
    '70011',
    'Eine verlangte Berechtigung gibt es nicht, oder sie gehört nicht zu denen der Anwendung, etwa SMTP.Send. Fügen Sie sie in der App-Registrierung als delegierte Berechtigung hinzu und lassen Sie sie von einem Administrator erlauben.',
  ],
  ['90002', `Die genannte Organisation gibt es nicht. Prüfen Sie die Mandanten-ID oder die Domäne der Anwendung (${TENANT}).`],
  [
    '90124 90130',
    `Die Anwendung ist nicht für diese Art von Konto gemacht. Ändern Sie ihre Kontotypen hier oder in der App-Registrierung (${TENANT}).`,
  ],
  [
    '900439',
    'Dieses Konto gehört zur Cloud der US-Regierung und kann sich bei der öffentlichen nicht anmelden. Fügen Sie eine Anwendung mit der Cloud „US Gov“ oder „DoD“ hinzu.',
  ],
  [
    '900971',
    `Die Anwendung hat keine Umleitungs-URI. Tragen Sie die, die Mergepost zeigt, in die ${REGISTRATION} ein, Plattform „Web“.`,
  ],
  [
    '9002332',
    'Die Anwendung ist für private Konten nicht offen. Wählen Sie in der App-Registrierung Organisationsverzeichnisse und persönliche Konten, oder setzen Sie hier ihre Kontotypen auf „organizations“.',
  ],
  [
    '50058',
    `Mergepost hat Microsoft um eine Anmeldung gebeten, ohne deren Seite zu zeigen, und niemand war angemeldet. ${REPORT}`,
  ],
  ['50147 501481 501491', `Der Prüfschlüssel der Anmeldung (PKCE) fehlt oder ist falsch. ${REPORT}`],
  ['90014 900144', `Ein Teil der Anfrage an Microsoft fehlt. ${REPORT}`],
  ['90015', `Die Adresse der Anmeldung war zu lang. ${REPORT}`],
  ['9002313', `Microsoft konnte die Anfrage nicht lesen. ${REPORT}`],
];
