/** The mailboxes, read again when one has just been connected. */
import { useEffect } from 'react';
import { listAccounts } from '../../shared/api/accounts.ts';
import type { Output } from '../../shared/api/route.ts';
import type { Loaded } from '../api/useCall.ts';
import { useLoadedFor } from '../api/useCall.ts';
import { useConnect } from './usePane.ts';

export type Accounts = Loaded<Output<typeof listAccounts>>;

/** Read again also when `occasion` changes. */
export function useAccounts(occasion = ''): Accounts {
  const accounts = useLoadedFor(occasion, listAccounts);
  const { reload } = accounts;
  const connected = useConnect().at === 'connected';
  useEffect(() => {
    if (connected) reload();
  }, [connected, reload]);
  return accounts;
}
