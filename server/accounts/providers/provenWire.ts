/** A mailbox's wire with what its own grant allows for “exactly once”. Source: Graph "Get message", "Create message" (permissions). */
import type { MailWire } from '../../mail/mailWire.ts';

/** `scopes`: as granted, with or without their resource (`https://graph.microsoft.com/Mail.Read`). */
export function provenWire(wire: MailWire, scopes: readonly string[]): MailWire {
  return wire.kind === 'graph' ? { ...wire, proof: proofOf(scopes) } : wire;
}

function proofOf(scopes: readonly string[]): 'draft' | 'search' | 'none' {
  const has = (name: string): boolean => scopes.some((scope) => scope.split('/').at(-1)?.toLowerCase() === name);
  if (has('mail.readwrite')) return 'draft';
  return has('mail.read') ? 'search' : 'none';
}
