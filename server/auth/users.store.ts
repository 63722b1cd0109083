/** People, keyed by issuer + subject; made at first sight. An address never identifies anybody. */
import type { Selectable } from 'kysely';
import type { Database, UsersTable } from '../storage/database.ts';

export type UserRow = Selectable<UsersTable>;

export interface SeenUser {
  issuer: string;
  /** Entra: `tid/oid`. */
  subject: string;
  /** Absent: this proof does not say; what is known stays. */
  email?: string | null;
  /** True where the issuer vouches for the address. */
  emailVerified: boolean;
  name?: string | null;
  tenant: string | null;
}

export interface UsersStoreDeps {
  db: Database;
  clock: () => number;
  newId: () => string;
  /** Users of ADMIN_USERS: subjects, or addresses their issuer vouches for. */
  adminUsers: readonly string[];
  /** In the sandbox the first user is its administrator. */
  firstIsAdmin: boolean;
}

export interface UsersStore {
  byId(id: string): Promise<UserRow | undefined>;
  /** For the operator at the command line, who may look: by id, subject or address; everybody without a word. */
  find(who: string | undefined): Promise<UserRow[]>;
  /** Finds the user or makes it, and remembers what the issuer says today. */
  see(user: SeenUser): Promise<UserRow>;
}

export function usersStore(deps: UsersStoreDeps): UsersStore {
  const withRole = (row: UserRow): UserRow => ({ ...row, role: isNamedAdmin(deps, row) ? 'admin' : row.role });
  return {
    byId: async (id) => {
      const row = await deps.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
      return row && withRole(row);
    },
    find: async (who) => {
      const everybody = deps.db.selectFrom('users').selectAll().orderBy('created_at');
      if (who === undefined) return everybody.execute();
      const named = everybody.where((eb) => eb.or([eb('id', '=', who), eb('subject', '=', who), eb('email', '=', who)]));
      return named.execute();
    },
    see: async (user) => withRole(await see(deps, user)),
  };
}

async function see({ db, clock, newId, firstIsAdmin }: UsersStoreDeps, user: SeenUser): Promise<UserRow> {
  const said = {
    ...(user.email !== undefined && { email: user.email, email_verified: user.emailVerified ? 1 : 0 }),
    ...(user.name !== undefined && { name: user.name }),
    tenant: user.tenant,
    last_seen_at: clock(),
  };
  // In one transaction: two first visits at once must not make two first users.
  return db.transaction().execute(async (tx) => {
    const anybody = await tx.selectFrom('users').select('id').limit(1).executeTakeFirst();
    return tx
      .insertInto('users')
      .values({
        email: null,
        email_verified: 0,
        name: null,
        ...said,
        id: newId(),
        issuer: user.issuer,
        subject: user.subject,
        role: firstIsAdmin && !anybody ? 'admin' : 'user',
        created_at: clock(),
      })
      .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet(said))
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

function isNamedAdmin(deps: UsersStoreDeps, row: UserRow): boolean {
  return (
    deps.adminUsers.includes(row.subject) ||
    (row.email_verified === 1 && row.email !== null && deps.adminUsers.includes(row.email))
  );
}

/**
 * Who a user is, for somebody who must decide whether to trust them: only what is proven. Never the name, which its owner
 * chose, and an Entra address only together with the organisation, whose administrator could have written any.
 */
export function whoIs(user: UserRow | undefined): ProvenUser {
  if (!user) return { kind: 'unknown' };
  if (user.email_verified === 1 && user.email !== null) return { kind: 'address', address: user.email };
  if (user.tenant !== null) return { kind: 'member', address: user.email, tenant: user.tenant };
  return { kind: 'subject', subject: user.subject, issuer: user.issuer === 'host' ? null : user.issuer };
}

export type ProvenUser =
  | { kind: 'unknown' }
  /** An address that somebody vouches for. */
  | { kind: 'address'; address: string }
  /** Of an organisation. */
  | { kind: 'member'; address: string | null; tenant: string }
  /** `issuer` null: the application that uses Mergepost here. */
  | { kind: 'subject'; subject: string; issuer: string | null };
