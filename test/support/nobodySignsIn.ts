/** A mail provider for tests in which every mailbox is connected already: nobody comes by its sign-in pages. */
import type { MailProvider } from '../../server/accounts/providers/mailProvider.ts';

const nobody = (): Promise<never> => Promise.reject(new Error('nobody signs in here'));

export const NOBODY_SIGNS_IN = {
  provider: 'microsoft',
  name: 'Microsoft',
  issuer: 'entra',
  consentForRefresh: false,
  idleDays: 90,
  scopesFor: () => ['Mail.Send'],
  maySendAs: () => false,
  authorizeUrl: nobody,
  explain: () => ({ mender: 'user', failure: { error: 'x', help: 'x' } }),
  redeem: nobody,
  identify: nobody,
} satisfies Partial<MailProvider>;
