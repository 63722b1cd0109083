/**
 * The people, organizations and the one registered application that the sandbox knows. Nobody here exists; the domains
 * are reserved names. Each person stands for one thing that real mailboxes do.
 */
export interface SandboxTenant {
  id: string;
  domain: string;
  name: string;
  kind: 'work' | 'personal';
  /** Users may not consent themselves: Entra answers AADSTS90094 until an administrator has consented. */
  adminApproval: boolean;
}

export interface SandboxPerson {
  address: string;
  name: string;
  givenName: string;
  surname: string;
  tenantId: string;
  oid: string;
  /** `no-mailbox`: Graph answers 404 to sendMail; `blocked`: Conditional Access stops the sign-in on Entra's own page. */
  trouble?: 'no-mailbox' | 'blocked';
  /** Shared mailboxes this person may send as, given Mail.Send.Shared. */
  sendsAs: readonly string[];
  /** Shown beside the name in the account picker. */
  note: string;
}

/** Tenant id of every personal Microsoft account (Entra's own constant). */
export const CONSUMERS_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const FABRIKAM = '8b6d9e24-1c3f-4f7a-8e52-2a9c4d6b7f31';
const NORTHWIND = 'c5a7e1d8-6b24-4d93-b0f1-7e3a9c8d5b42';

/**
 * The application registered in the sandbox. The secret opens nothing but a sandbox on the same computer, which is why
 * it may be written here.
 */
export const SANDBOX_APP = {
  clientId: '6d657267-6570-4f73-8453-616e64626f78',
  clientSecret: 'sandbox-only~not-a-secret-of-any-real-application',
  tenantId: 'common',
  name: 'Mergepost (sandbox)',
} as const;

export const SANDBOX_TENANTS: readonly SandboxTenant[] = [
  { id: CONTOSO, domain: 'contoso.example', name: 'Contoso', kind: 'work', adminApproval: false },
  { id: FABRIKAM, domain: 'fabrikam.example', name: 'Fabrikam', kind: 'work', adminApproval: false },
  { id: NORTHWIND, domain: 'northwind.example', name: 'Northwind', kind: 'work', adminApproval: true },
  { id: CONSUMERS_TENANT, domain: 'outlook.com', name: 'Personal account', kind: 'personal', adminApproval: false },
];

export const SANDBOX_PEOPLE: readonly SandboxPerson[] = [
  {
    ...named('anna@contoso.example', 'Anna', 'Berger', CONTOSO, 'a1b0c9d8-0001-4e1f-8a2b-000000000001'),
    sendsAs: ['office@contoso.example'],
    note: 'Works as it should; may also send as office@contoso.example',
  },
  {
    ...named('ben@contoso.example', 'Ben', "O'Neill", CONTOSO, 'a1b0c9d8-0002-4e1f-8a2b-000000000002'),
    note: 'A colleague in the same organization',
  },
  {
    ...named('chloe@fabrikam.example', 'Chloé', 'Dubois', FABRIKAM, 'a1b0c9d8-0003-4e1f-8a2b-000000000003'),
    note: 'Another organization',
  },
  {
    ...named('sam.rivers@outlook.com', 'Sam', 'Rivers', CONSUMERS_TENANT, '00000000-0000-0000-3c5f-9a1e7b2d4860'),
    note: 'Personal Outlook.com account',
  },
  {
    ...named('nora@northwind.example', 'Nora', 'Lindqvist', NORTHWIND, 'a1b0c9d8-0004-4e1f-8a2b-000000000004'),
    note: 'Her organization wants an administrator to approve apps',
  },
  {
    ...named('leo@contoso.example', 'Leo', 'Marsh', CONTOSO, 'a1b0c9d8-0005-4e1f-8a2b-000000000005'),
    trouble: 'no-mailbox',
    note: 'Has an account but no mailbox',
  },
  {
    ...named('carl@fabrikam.example', 'Carl', 'Weiss', FABRIKAM, 'a1b0c9d8-0006-4e1f-8a2b-000000000006'),
    trouble: 'blocked',
    note: 'Blocked by a Conditional Access policy',
  },
];

/** The tenant's segment of a URL: an alias, an id or a domain. */
export type TenantSegment =
  | { kind: 'common' | 'organizations' | 'consumers' }
  | { kind: 'tenant'; tenant: SandboxTenant }
  | { kind: 'unknown' };

export function readTenantSegment(segment: string): TenantSegment {
  const text = segment.toLowerCase();
  if (text === 'common' || text === 'organizations' || text === 'consumers') return { kind: text };
  const tenant = SANDBOX_TENANTS.find((each) => each.id === text || each.domain === text);
  return tenant === undefined ? { kind: 'unknown' } : { kind: 'tenant', tenant };
}

export function tenantOf(person: SandboxPerson): SandboxTenant {
  const tenant = SANDBOX_TENANTS.find((each) => each.id === person.tenantId);
  if (tenant === undefined) throw new Error(`No tenant for ${person.address}`);
  return tenant;
}

/** Whether this person may sign in at this tenant segment. */
export function fitsTenant(person: SandboxPerson, segment: TenantSegment): boolean {
  const own = tenantOf(person);
  if (segment.kind === 'common') return true;
  if (segment.kind === 'organizations') return own.kind === 'work';
  if (segment.kind === 'consumers') return own.kind === 'personal';
  return segment.kind === 'tenant' && segment.tenant.id === own.id;
}

export function findPerson(address: string): SandboxPerson | undefined {
  const wanted = address.trim().toLowerCase();
  return SANDBOX_PEOPLE.find((person) => person.address === wanted);
}

export function personByOid(oid: string): SandboxPerson | undefined {
  return SANDBOX_PEOPLE.find((person) => person.oid === oid);
}

function named(address: string, givenName: string, surname: string, tenantId: string, oid: string) {
  return { address, name: `${givenName} ${surname}`, givenName, surname, tenantId, oid, sendsAs: [] as readonly string[] };
}
