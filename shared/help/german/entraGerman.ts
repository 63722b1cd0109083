/**
 * What Microsoft's numbers mean, in German, as shared/help/entraCodes.ts says it in English: those that the person who signs in,
 * their administrator or time can mend. Of what only a server's operator can mend the words are in entraOperatorGerman.ts.
 */
import { ENTRA_OPERATOR_ROWS } from './entraOperatorGerman.ts';
import { type GermanRow, germanWords } from './germanWords.ts';

/** @param code such as `AADSTS65001`; null where there are no German words for it, or not for that person. */
export function entraGerman(code: string): string | null {
  return FOR_PEOPLE.get(code.replace(/^AADSTS/, '')) ?? null;
}

const AGAIN = 'Verbinden Sie das Postfach noch einmal und melden Sie sich an.';
const BUSY = 'Microsoft hat gerade eine Störung oder viel zu tun. Versuchen Sie es in ein paar Minuten noch einmal.';
const SIGN_IN_LOGS = 'Bitten Sie Ihren Administrator, die Anmeldeprotokolle anzusehen und es zu erlauben.';

const ACCOUNT: readonly GermanRow[] = [
  ['16000', 'Ihr Browser ist mit einem Konto angemeldet, das nicht hierher gehört. Wählen Sie das Konto des Postfachs.'],
  [
    '50020',
    'Dieses Konto gehört nicht zu der Organisation, bei der angemeldet wird. Melden Sie sich mit einem Konto dieser Organisation an.',
  ],
  [
    '500208',
    'Diese Art von Konto kann sich hier nicht anmelden: ein privates, wo ein Arbeitskonto erwartet wird, oder umgekehrt. Melden Sie sich mit einem anderen Konto an.',
  ],
  ['50034', 'Microsoft kennt dieses Konto nicht. Prüfen Sie die Adresse und melden Sie sich noch einmal an.'],
  [
    '50053',
    'Das Konto ist nach zu vielen Versuchen gesperrt, oder Microsoft misstraut Ihrem Netzwerk. Warten Sie eine Weile oder setzen Sie das Passwort zurück und versuchen Sie es noch einmal.',
  ],
  ['50055', 'Das Passwort ist abgelaufen. Ändern Sie es bei Microsoft und verbinden Sie dann noch einmal.'],
  ['50144', 'Das Passwort ist abgelaufen. Ändern Sie es an Ihrem Arbeitsplatz und verbinden Sie dann noch einmal.'],
  ['50057', 'Das Konto ist gesperrt. Bitten Sie Ihren Administrator, es freizugeben, oder verbinden Sie ein anderes Postfach.'],
  [
    '50126',
    'Die Adresse oder das Passwort war falsch. Versuchen Sie es noch einmal oder setzen Sie das Passwort bei Microsoft zurück.',
  ],
  [
    '51004',
    'Die Organisation kennt dieses Konto nicht. Bitten Sie Ihren Administrator, es hinzuzufügen, oder verbinden Sie ein anderes Postfach.',
  ],
  [
    '80012',
    'In Ihrer Organisation ist die Anmeldung nur zu bestimmten Zeiten erlaubt. Melden Sie sich in diesen an oder bitten Sie Ihren Administrator, sie zu ändern.',
  ],
  [
    '90072',
    'Dieses Konto gehört zu einer anderen Organisation und ist in dieser nicht bekannt. Melden Sie sich mit einem Konto dieser Organisation an, oder lassen Sie sich von ihrem Administrator als Gast einladen.',
  ],
];

const SIGN_IN_AGAIN: readonly GermanRow[] = [
  [
    '50072 50079',
    'Ihre Organisation verlangt bei der Anmeldung einen zweiten Schritt, den Sie noch nicht eingerichtet haben. Verbinden Sie das Postfach noch einmal und richten Sie ihn ein, wenn Microsoft danach fragt.',
  ],
  [
    '50074 50076',
    'Ihre Organisation verlangt bei der Anmeldung einen zweiten Schritt. Verbinden Sie das Postfach noch einmal und führen Sie ihn aus.',
  ],
  [
    '50078',
    'Der zweite Schritt Ihrer Anmeldung ist zu lange her. Verbinden Sie das Postfach noch einmal und führen Sie ihn aus.',
  ],
  [
    '50097',
    'Ihre Organisation möchte das Gerät kennen, an dem Sie sich anmelden. Verbinden Sie das Postfach noch einmal an einem Gerät, das Ihre Organisation verwaltet.',
  ],
  ['50132 50133', `Die Anmeldung gilt nicht mehr, zum Beispiel weil das Passwort geändert wurde. ${AGAIN}`],
  [
    '50140',
    'Microsoft hat gefragt, ob Sie angemeldet bleiben möchten, und keine Antwort bekommen. Versuchen Sie es noch einmal und antworten Sie.',
  ],
  [
    '50158',
    'Ein weiterer Anmeldedienst Ihrer Organisation hat Sie noch nicht bestätigt. Verbinden Sie das Postfach noch einmal und führen Sie seinen Schritt aus.',
  ],
  [
    '50173',
    `Die Erlaubnis wurde zurückgenommen: Das Passwort wurde geändert, ein Administrator hat sie beendet, oder sie wurde lange nicht benutzt. ${AGAIN}`,
  ],
  [
    '50199',
    'Zu Ihrer Sicherheit wollte Microsoft eine Bestätigung und hat keine bekommen. Verbinden Sie das Postfach noch einmal und beantworten Sie, was Microsoft fragt.',
  ],
  [
    '54005',
    'Diese Anmeldung wurde schon verwendet, meist weil die Seite zweimal geladen wurde. Beginnen Sie in Mergepost noch einmal, wenn das Postfach nicht verbunden ist.',
  ],
  ['70000', `Microsoft nimmt die Erlaubnis für dieses Postfach nicht mehr an. ${AGAIN}`],
  ['700020', `Microsoft möchte Sie etwas fragen, bevor Mergepost weitermachen darf. ${AGAIN}`],
  ['70008', `Die Erlaubnis ist abgelaufen oder wurde zurückgenommen. ${AGAIN}`],
  ['700082', `Das Postfach wurde 90 Tage nicht benutzt, deshalb ist seine Erlaubnis abgelaufen. ${AGAIN}`],
  [
    '700084',
    'Die Erlaubnis galt nur einen Tag, weil die Anwendung für die falsche Plattform registriert ist. Verbinden Sie das Postfach noch einmal und sagen Sie der Person, die diesen Server betreibt, dass die Plattform „Web“ sein muss.',
  ],
  ['70043 70044', `Ihre Organisation verlangt von Zeit zu Zeit eine neue Anmeldung. ${AGAIN}`],
  [
    '900561',
    'Die Anmeldeseite wurde auf einem Weg geöffnet, den Microsoft nicht erwartet, meist mit „Zurück“. Beginnen Sie in Mergepost noch einmal.',
  ],
];

const CONSENT: readonly GermanRow[] = [
  [
    '65001',
    'Die Erlaubnis, aus diesem Postfach zu senden, wurde noch nicht gegeben. Verbinden Sie noch einmal und stimmen Sie zu; wenn Microsoft Sie nicht lässt, bitten Sie Ihren Administrator, Mergepost zu erlauben.',
  ],
  [
    '65004',
    'Sie haben die Erlaubnis nicht gegeben, deshalb wurde nichts verbunden. Versuchen Sie es noch einmal, wenn Sie möchten.',
  ],
  [
    '90093 90094 90095',
    'Ein Administrator Ihrer Organisation muss Mergepost zuerst erlauben. Bitten Sie ihn darum und schicken Sie ihm den Link zur Freigabe mit, den Mergepost dafür schreibt.',
  ],
];

const ADMIN: readonly GermanRow[] = [
  [
    '500021 500022',
    'In Ihrem Unternehmen oder Netzwerk ist die Anmeldung nur bei bestimmten Organisationen erlaubt (Mandanteneinschränkungen). Bitten Sie Ihren Administrator, die Organisation dieses Postfachs zu erlauben.',
  ],
  [
    '500212 500213',
    'Die Regeln zwischen Ihrer Organisation und der anderen (mandantenübergreifender Zugriff) erlauben das nicht. Bitten Sie die Administratoren beider, Mergepost dort zu erlauben.',
  ],
  [
    '50105',
    'In Ihrer Organisation dürfen nur zugewiesene Personen diese Anwendung verwenden. Bitten Sie Ihren Administrator, sie Ihnen zuzuweisen (Entra Admin Center, Unternehmensanwendungen, Benutzer und Gruppen).',
  ],
  [
    '50131',
    'Eine Regel Ihrer Organisation über Geräte oder Orte erlaubt diese Anmeldung nicht. Fragen Sie Ihren Administrator (Entra Admin Center, Anmeldeprotokolle).',
  ],
  [
    '53000 530003',
    'Ihre Organisation erlaubt das nur an einem Gerät, das sie verwaltet. Verwenden Sie ein solches oder fragen Sie Ihren Administrator.',
  ],
  [
    '53001',
    'Ihre Organisation erlaubt das nur an einem Gerät, das ihr beigetreten ist. Verwenden Sie ein solches oder fragen Sie Ihren Administrator.',
  ],
  [
    '53002',
    'Ihre Organisation erlaubt nur Anwendungen, die sie genehmigt hat. Bitten Sie Ihren Administrator, Mergepost im bedingten Zugriff zu genehmigen.',
  ],
  [
    '53003',
    'Eine Richtlinie Ihrer Organisation (bedingter Zugriff) lässt das nicht zu. Bitten Sie Ihren Administrator um eine Ausnahme für Mergepost; es noch einmal zu versuchen hilft nicht.',
  ],
  [
    '530004',
    'Ihre Organisation verlangt ein verwaltetes Gerät und hat nicht festgelegt, wessen Geräte sie von Gästen annimmt. Bitten Sie Ihren Administrator, das festzulegen (Entra Admin Center, Einstellungen für mandantenübergreifenden Zugriff).',
  ],
  ['530032', `Eine Sicherheitsrichtlinie Ihrer Organisation lässt das nicht zu. ${SIGN_IN_LOGS}`],
  ['530035', `Die Sicherheitsstandards Ihrer Organisation lassen das nicht zu. ${SIGN_IN_LOGS}`],
  [
    '53004 53010',
    'Ihr zweiter Schritt bei der Anmeldung lässt sich von hier aus nicht einrichten, weil Ihre Organisation ein Risiko sieht. Fragen Sie Ihren Administrator oder richten Sie ihn an Ihrem Arbeitsplatz ein.',
  ],
  [
    '53011',
    'Ihre eigene Organisation hat das Konto gesperrt, weil sie ein Risiko sieht. Bitten Sie ihren Administrator, es anzusehen und freizugeben.',
  ],
  [
    '650052',
    'Ihre Organisation hat den Dienst nicht, um den die Anwendung bittet, zum Beispiel keine Lizenz für Exchange. Bitten Sie Ihren Administrator, ihn hinzuzufügen.',
  ],
  [
    '70001 7000112',
    'Die Anwendung ist in Ihrer Organisation ausgeschaltet. Bitten Sie Ihren Administrator, sie einzuschalten (Entra Admin Center, Unternehmensanwendungen, Eigenschaften).',
  ],
  [
    '1000031',
    'Die Anwendung kann in Ihrer Organisation gerade nicht verwendet werden. Bitten Sie Ihren Administrator, sie anzusehen (Entra Admin Center, Unternehmensanwendungen).',
  ],
  [
    '135010 135011',
    'Das Gerät, an dem Sie sich angemeldet haben, ist in Ihrer Organisation gesperrt oder nicht mehr bekannt. Bitten Sie Ihren Administrator, es noch einmal zu registrieren.',
  ],
];

const PASSES: readonly GermanRow[] = [
  [
    '50196',
    'Dieser Server hat Microsoft in kurzer Zeit zu oft dasselbe gefragt, deshalb antwortet Microsoft eine Weile nicht. Warten Sie zehn Minuten und versuchen Sie es noch einmal.',
  ],
  ['90006 90012 90024 90033 90090', BUSY],
  [
    '90055',
    'Ihre Organisation verlangt von Microsoft gerade zu viel auf einmal. Versuchen Sie es in ein paar Minuten noch einmal.',
  ],
];

const PEOPLE: readonly GermanRow[] = [...ACCOUNT, ...SIGN_IN_AGAIN, ...CONSENT, ...ADMIN, ...PASSES];
const FOR_PEOPLE = germanWords(PEOPLE);

/** All of them, by number, without `AADSTS`. */
export const ENTRA_GERMAN = germanWords([...PEOPLE, ...ENTRA_OPERATOR_ROWS]);
