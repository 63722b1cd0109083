/** The people and the application that the sandbox's Google knows. Nobody here exists; the domains are reserved names. */
export interface GooglePerson {
  address: string;
  name: string;
  givenName: string;
  surname: string;
  /** Google's own id of the account; stays when the address changes. */
  sub: string;
  /** Domain of the organization; absent for a personal account. */
  hd?: string;
  /** False for a Google account whose address lies elsewhere and was never proven. */
  emailVerified: boolean;
  /** `admin-policy`: the organization lets no unknown app in; Google stops the sign-in on its own page. */
  trouble?: 'admin-policy';
  /** Verified "send mail as" addresses beside the own one. */
  aliases: readonly { address: string; name: string }[];
  /** Shown beside the name in the account picker. */
  note: string;
}

/** The secret opens nothing but a sandbox on the same computer, which is why it may be written here. */
export const GOOGLE_APP = {
  clientId: '440055667788-sandbox.apps.googleusercontent.example',
  clientSecret: 'GOCSPX-sandbox~not-a-secret-of-any-real-application',
  name: 'Mergepost (sandbox)',
} as const;

export const GOOGLE_PEOPLE: readonly GooglePerson[] = [
  {
    ...named('grace.holt@gmail.example', 'Grace', 'Holt', '104729000000000000001'),
    note: 'Works as it should; personal account',
  },
  {
    ...named('omar@tailspin.example', 'Omar', 'Haddad', '104729000000000000002'),
    hd: 'tailspin.example',
    aliases: [{ address: 'sales@tailspin.example', name: 'Tailspin Sales' }],
    note: 'Has the alias sales@tailspin.example',
  },
  {
    ...named('uma@elsewhere.example', 'Uma', 'Castell', '104729000000000000003'),
    emailVerified: false,
    note: 'Never proved that the address is hers',
  },
  {
    ...named('ivy@wingtip.example', 'Ivy', 'Okafor', '104729000000000000004'),
    hd: 'wingtip.example',
    trouble: 'admin-policy',
    note: 'Her administrator has to approve apps first',
  },
];

export function findGooglePerson(address: string): GooglePerson | undefined {
  const wanted = address.trim().toLowerCase();
  return GOOGLE_PEOPLE.find((person) => person.address === wanted);
}

export function googlePersonBySub(sub: string): GooglePerson | undefined {
  return GOOGLE_PEOPLE.find((person) => person.sub === sub);
}

function named(address: string, givenName: string, surname: string, sub: string) {
  return {
    address,
    name: `${givenName} ${surname}`,
    givenName,
    surname,
    sub,
    emailVerified: true,
    aliases: [] as readonly { address: string; name: string }[],
  };
}
