/** Every word of the pages that the server writes itself, in German. Names stand where German needs no ending on them. */
import { foreignGerman, meaningOfConsent } from './foreignGerman.ts';
import type { Withdrawal } from './foreignTexts.ts';
import type { PageTexts } from './pageTexts.ts';

export const pageTextsGerman: PageTexts = {
  language: 'de',
  foreign: foreignGerman,

  start: {
    title: (provider) => `Weiter zu ${provider}`,
    heading: (provider) => `Weiter zu ${provider} …`,
    what: 'Melden Sie sich dort an und erlauben Sie Mergepost, in Ihrem Namen E-Mails zu senden.',
    go: (provider) => `Zu ${provider}`,
  },

  connected: {
    title: 'Verbunden',
    own: (mailbox) => `${mailbox} ist verbunden. Sie können dieses Fenster schließen.`,
    forOwner: (mailbox, owner) => `${mailbox} ist jetzt mit diesem Mergepost-Konto verbunden: ${owner}.`,
    close: 'Sie können diese Seite schließen.',
    regret: 'Wenn Sie es sich anders überlegen',
    disconnect: (owner) => `Trennen kann das Postfach, wer Ihnen den Link geschickt hat (${owner}). Bitten Sie darum.`,
    withdraw: withdrawal,
  },

  notReady: {
    title: 'Verbunden, aber nicht bereit',
    what: (mailbox) => `${mailbox} ist verbunden, kann aber noch keine E-Mails senden.`,
    kept: 'Ihre Erlaubnis bleibt bestehen: Niemand muss sich noch einmal anmelden.',
  },

  signedIn: {
    title: 'Angemeldet',
    alone: 'Sie sind angemeldet. Sie können dieses Fenster schließen.',
    withMailbox: (mailbox) => `${mailbox} ist verbunden. Sie können dieses Fenster schließen.`,
    typeCode: 'Nur wenn Mergepost danach fragt, geben Sie dort diesen Code ein:',
    keepCode: 'Sagen Sie ihn niemandem, der Ihnen einen Link zu dieser Seite geschickt hat.',
  },

  confirm: {
    title: 'Bitte bestätigen',
    heading: 'Dieses Postfach verbinden?',
    what: (mailbox, account) => `Soll ${mailbox} mit diesem Mergepost-Konto verbunden werden: ${account}?`,
    means: 'Über dieses Konto können dann E-Mails in Ihrem Namen gesendet werden.',
    sentByOther: 'Wenn jemand anderes Sie hierher geschickt hat, lehnen Sie ab.',
    unknownPerson: 'Wenn Sie diese Person nicht kennen, lehnen Sie ab.',
    yes: 'Verbinden',
    no: 'Nein, nicht verbinden',
    again: 'Bitte beginnen Sie noch einmal',
    shownOnce: 'Zu Ihrer Sicherheit wird die Frage nur einmal gezeigt.',
    openLink: 'Öffnen Sie den Link, den Sie bekommen haben, noch einmal.',
    goBack: 'Gehen Sie zurück zu Mergepost und verbinden Sie das Postfach noch einmal.',
  },

  failed: {
    title: 'Nicht verbunden',
    linkWorks: 'Der Link, den Sie bekommen haben, gilt noch: Öffnen Sie ihn noch einmal, wenn Sie es wieder versuchen möchten.',
    trouble: 'Das hat nicht geklappt',
    unexpected: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es in einer Minute noch einmal.',
    details: 'Angaben für den Support',
    showGuest: 'Beheben lässt sich das nur am Server. Zeigen Sie diese Seite der Person, die Ihnen den Link geschickt hat.',
    showOperator:
      'Beheben lässt sich das nur am Server. Zeigen Sie diese Seite der Person, die diesen Mergepost-Server betreibt.',
    guest: (code) =>
      code === 'CONNECT_EXPIRED'
        ? 'Diese Anmeldung ist vorbei.'
        : code === 'INTERNAL'
          ? 'Bei uns ist etwas schiefgegangen.'
          : null,
  },

  consent: {
    granted: 'Zugestimmt',
    declined: 'Nicht zugestimmt',
    seen: 'Wer Ihnen den Link geschickt hat, sieht das in Mergepost von selbst.',
    tell: 'Sagen Sie es der Person, die Ihnen den Link geschickt hat; auch Mergepost zeigt es ihr.',
    answer: meaningOfConsent,
  },

  link: {
    title: 'Ihr Postfach verbinden?',
    asks: (owner) => `${owner} möchte mit Mergepost E-Mails aus Ihrem Postfach senden.`,
    theyWrite: 'Die Person schreibt',
    may: [
      'Die Person darf in Ihrem Namen E-Mails senden, bis Sie es beenden oder sie selbst.',
      'Die Person erfährt Ihren Namen und Ihre Adresse, niemals Ihr Passwort.',
    ],
    maySendAs: {
      all: 'Die Person darf auch aus freigegebenen Postfächern senden, aus denen Sie senden dürfen.',
      some: (providers) =>
        `Bei ${or(providers)} darf die Person auch aus freigegebenen Postfächern senden, aus denen Sie senden dürfen.`,
    },
    mayRead: {
      no: {
        all: 'Die Person kann Ihre E-Mails nicht lesen.',
        some: (providers) => `Bei ${or(providers)} kann die Person Ihre E-Mails nicht lesen.`,
      },
      yes: {
        all: 'Die Erlaubnis umfasst auch das Lesen Ihrer E-Mails; Mergepost verwendet das nur, um sich um das Gesendete zu kümmern.',
        some: (providers) =>
          `Bei ${or(providers)} umfasst die Erlaubnis auch das Lesen Ihrer E-Mails; Mergepost verwendet das nur, um sich um das Gesendete zu kümmern.`,
      },
      unknown: {
        all: 'Was die Erlaubnis sonst noch umfasst, sagt die Seite, auf der Sie sich anmelden.',
        some: (providers) =>
          `Was die Erlaubnis bei ${or(providers)} sonst noch umfasst, sagt die Seite, auf der Sie sich anmelden.`,
      },
    },
    beware: 'Wenn Sie diese Person nicht kennen, schließen Sie diese Seite.',
    address: 'Ihre E-Mail-Adresse dort',
    go: (provider) => `Weiter mit ${provider}`,
    next: 'Sie melden sich dort an und werden noch einmal gefragt, bevor etwas verbunden wird.',
    until: (at) => `Der Link gilt einmal, bis ${momentOf(at)} (UTC).`,
    nothing:
      'Zurzeit kann hier keine Art von Postfach verbunden werden. Sagen Sie es der Person, die Ihnen den Link geschickt hat.',
    over: 'Dieser Link gilt nicht mehr',
  },

  who: (who) => {
    switch (who.kind) {
      case 'unknown':
        return 'ein Konto, das nicht mehr bekannt ist';
      case 'address':
        return who.address;
      case 'member':
        return `${who.address ?? 'jemand'} aus der Organisation ${who.tenant}`;
      case 'subject':
        return who.issuer === null
          ? `Benutzer „${who.subject}“ der Anwendung, die Mergepost hier verwendet`
          : `Benutzer „${who.subject}“ von ${who.issuer}`;
    }
  },
};

function withdrawal({ kind, cloud, name }: Withdrawal): string {
  switch (kind) {
    case 'google':
      return 'Um Mergepost auch aus Ihrem Google-Konto zu entfernen, öffnen Sie https://myaccount.google.com/connections.';
    case 'generic':
      return `Um die Erlaubnis auch bei ${name} zurückzunehmen, öffnen Sie dort die Einstellungen Ihres Kontos.`;
    case 'microsoft':
      return cloud === 'global'
        ? 'Von hier aus lässt sich die Erlaubnis bei Microsoft nicht zurücknehmen. Um Mergepost auch aus Ihrem Konto zu entfernen, öffnen Sie https://myapps.microsoft.com (Arbeit oder Schule) oder https://account.live.com/consent/Manage (privat).'
        : 'Von hier aus lässt sich die Erlaubnis bei Microsoft nicht zurücknehmen. Um Mergepost auch aus Ihrem Konto zu entfernen, öffnen Sie die Seite „Meine Apps“ Ihrer Organisation.';
  }
}

function or(names: readonly string[]): string {
  return names.join(' oder ');
}

function momentOf(at: number): string {
  return new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at);
}
