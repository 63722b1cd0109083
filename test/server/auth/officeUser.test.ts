import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../server/http/appError.ts';
import { officeSignIn } from '../../../server/auth/officeSignIn.ts';
import { officeUser } from '../../../server/auth/officeUser.ts';
import type { OfficeTokenAnswer } from '../../../server/auth/readOfficeToken.ts';
import type { SeenUser, UserRow } from '../../../server/auth/users.store.ts';

const TID = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const OID = 'a1b0c9d8-0001-4e1f-8a2b-000000000001';

function aDesk(answer: OfficeTokenAnswer | null, mayTenants: string[] = [TID]) {
  const [seen, faults]: [SeenUser[], string[]] = [[], []];
  const bring = officeUser({
    read: answer && (async () => answer),
    maySignIn: (tid) => mayTenants.includes(tid),
    users: {
      see: async (user) => {
        seen.push(user);
        return { id: 'u1' } as UserRow;
      },
    },
    refused: (fault) => faults.push(fault),
  });
  return { bring: () => bring('token'), seen, faults };
}
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error);

describe('who Office brings', () => {
  test('is kept under the same name as in the window: tenant and object id at Entra', async () => {
    const { bring, seen } = aDesk({ ok: true, person: { tid: TID, oid: OID } });
    expect(await bring()).toBe('u1');
    // What the token does not say is left as it was.
    expect(seen).toEqual([{ issuer: 'entra', subject: `${TID}/${OID}`, tenant: TID, emailVerified: false }]);
  });

  test.each<[string, OfficeTokenAnswer | null, string[], string, string[]]>([
    ['where it is off', null, [TID], 'SIGN_IN_OFF', []],
    ['of a tenant that may not sign in here', { ok: true, person: { tid: TID, oid: OID } }, [], 'TENANT_NOT_ALLOWED', ['tenant']],
    ['of the wrong kind of account', { ok: false, fault: 'tenant' }, [TID], 'TENANT_NOT_ALLOWED', ['tenant']],
    ['with a version 1 token: the operator’s fault', { ok: false, fault: 'version' }, [TID], 'OPERATOR_FAULT', ['version']],
    ['while the keys are away', { ok: false, fault: 'unreachable', cause: 1 }, [TID], 'PROVIDER_UNAVAILABLE', ['unreachable']],
    ['with a bad token', { ok: false, fault: 'signature' }, [TID], 'UNAUTHENTICATED', ['signature']],
  ])('is turned away %s', async (_name, answer, tenants, code, told) => {
    const { bring, seen, faults } = aDesk(answer, tenants);
    expect(await bring().catch(codeOf)).toBe(code);
    expect([seen, faults]).toEqual([[], told]);
  });
});

describe('what the pane asks Microsoft for', () => {
  const microsoft = { clientId: 'c', clientSecret: 's', tenant: TID, graphUrl: 'https://graph.microsoft.com' };
  const settings = {
    officeSignIn: 'nested' as const,
    signInTenants: [TID],
    microsoft: { ...microsoft, authorityUrl: 'https://login.microsoftonline.us' },
  };
  const world = { fetch: globalThis.fetch, clock: () => 0 };

  test('follows the settings', () => {
    expect(officeSignIn(settings, world)?.ask).toEqual({
      clientId: 'c',
      authority: `https://login.microsoftonline.us/${TID}`,
      scope: 'api://c/access_as_user',
    });
  });

  test.each([
    ['the settings say so', { ...settings, officeSignIn: 'dialog' as const }],
    ['nobody may sign in by themselves', { ...settings, signInTenants: [] }],
  ])('is nothing where %s', (_name, given) => {
    expect(officeSignIn(given, world)).toBeNull();
  });
});
