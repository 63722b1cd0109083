/** Tells the log of secrets that end soon: at the start, and then once a day as long as nobody has acted. */
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { appWarnings, expiryStage } from './appWarnings.ts';
import { dayOf } from './readCertificate.ts';

export interface ExpiryWatchDeps {
  apps: () => Promise<OAuthApp[]>;
  clock: () => number;
  log: { warn(about: object, sentence: string): void; error(about: object, sentence: string): void };
}

/** Answers what is to be called now and then; it speaks once for each app, stage and day (UTC). */
export function expiryWatch({ apps, clock, log }: ExpiryWatchDeps): () => Promise<void> {
  const told = new Map<string, string>();
  return async () => {
    const now = clock();
    for (const app of await apps()) {
      const stage = expiryStage(app, now);
      const mark = `${stage} ${dayOf(now)}`;
      if (stage === null || told.get(app.id) === mark) continue;
      told.set(app.id, mark);
      const text = appWarnings(app, now).find(({ code }) => code.startsWith('SECRET_EXPIRE'))?.text ?? '';
      log[stage === 0 ? 'error' : 'warn']({ app: app.key, secretExpiresAt: app.secretExpiresAt }, text);
    }
  };
}
