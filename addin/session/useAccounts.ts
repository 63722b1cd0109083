/** The mailboxes, read again when one has just been connected. */
import { useEffect } from 'react';
import { listAccounts } from '../../shared/api/accounts.ts';
import { useLoaded } from '../api/useCall.ts';
import { useConnect } from './usePane.ts';

export function useAccounts() {
  const accounts = useLoaded(listAccounts);
  const { reload } = accounts;
  const connected = useConnect().at === 'connected';
  useEffect(() => {
    if (connected) reload();
  }, [connected, reload]);
  return accounts;
}
