/**
 * After a change of ENCRYPTION_KEY: what a former key sealed is sealed with the present one, so that the former one can be
 * dropped. Without it the key of the sessions, and mailboxes that nobody uses, would need the former key for ever.
 */
import { type Vault, VaultError } from './vault.ts';

export interface SealedText {
  /** Where it lives, for the vault. */
  place: string;
  sealed: string;
}

/** Where sealed texts are kept; the vault itself knows no table. */
export interface SealedTexts<Text extends SealedText> {
  all(): Promise<Text[]>;
  /** Writes `sealed` where `text` still stands as it was read. */
  replace(text: Text, sealed: string): Promise<void>;
}

/** What cannot be opened stays as it is: who needs it is told there, with what to do. */
export async function sealAnew<Text extends SealedText>(vault: Vault, texts: SealedTexts<Text>): Promise<void> {
  for (const text of await texts.all()) {
    if (!vault.isStale(text.sealed)) continue;
    const secret = await opened(vault, text);
    if (secret !== undefined) await texts.replace(text, await vault.seal(secret, text.place));
  }
}

async function opened(vault: Vault, { sealed, place }: SealedText): Promise<string | undefined> {
  try {
    return await vault.open(sealed, place);
  } catch (error) {
    if (error instanceof VaultError) return undefined;
    throw error;
  }
}
