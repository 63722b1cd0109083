/** Why tokens could not be imported, said to whoever brought them. Nothing was stored. Pure. */
import type { ProviderFailure } from '../../shared/api/errors.ts';
import { AppError } from '../http/appError.ts';
import type { TokenAnswer } from '../oauth/tokenAnswer.ts';
import type { ImportApp } from './importApp.ts';
import type { MailboxTrouble, MailProvider, OpenedMailbox } from './providers/mailProvider.ts';

type Named = Pick<MailProvider, 'name'>;

export function refusedTokens({ name }: Named, chosen: ImportApp, answer: Extract<TokenAnswer, { ok: false }>): AppError {
  const { failure } = answer;
  switch (answer.mender) {
    case 'later':
      return later(chosen, failure, answer);
    case 'operator':
      // Whatever else is said about it: it is the grant that is refused, and the importer brought that.
      if (failure.error === 'invalid_grant') return wrongToken(name, failure);
      return chosen.own ? ownAppRefused(name, chosen, failure) : operatorFault(failure);
    case 'admin':
      return refused(`${failure.help} Nothing was stored; import again when that is done.`, failure);
    case 'user':
    case 'declined':
      return chosen.own && failure.code === NOT_IN_TENANT ? notThere(chosen, failure) : wrongToken(name, failure);
  }
}

/** Nobody mistakes the application here, but the tenant beside it: the number chooses the words, nothing else. */
const NOT_IN_TENANT = 'AADSTS50020';

function notThere({ app }: ImportApp, failure: ProviderFailure): AppError {
  const help = 'Give the tenant of the organisation that the mailbox belongs to, or leave tenant out.';
  return refused(`This mailbox does not belong to the tenant “${app.accountTypes}”. Nothing was stored. ${help}`, {
    ...failure,
    help,
  });
}

function wrongToken(name: string, failure: ProviderFailure): AppError {
  // The help for the code would speak to somebody who connects, or to the operator.
  const help = 'Sign in anew with the application it belongs to, and import the new one.';
  return refused(`${name} does not accept this refresh token for this application, so nothing was stored. ${help}`, {
    ...failure,
    help,
  });
}

/** The tokens were renewed, but the mailbox behind them did not open. */
export function refusedOpening(chosen: ImportApp, opened: Extract<OpenedMailbox, { ok: false }>): AppError {
  const sentence = `${opened.sentence} Nothing was stored.${usedUp(chosen)}`;
  const extras = opened.provider ? { provider: opened.provider } : {};
  if (opened.code === 'PROVIDER_UNAVAILABLE') return new AppError('PROVIDER_UNAVAILABLE', sentence, extras);
  return new AppError(opened.code === 'OPERATOR_FAULT' && !chosen.own ? 'OPERATOR_FAULT' : 'IMPORT_REFUSED', sentence, extras);
}

/** The mail server does not let these tokens in. */
export function refusedTrouble({ reason, next }: MailboxTrouble): AppError {
  return refused(`${reason} Nothing was stored. ${next}`, { error: 'login_refused', help: next });
}

export function wrongTenant(address: string): AppError {
  const help = 'Give the tenant id of that organisation, or leave tenant out.';
  return refused(`${address} belongs to another organisation than the tenant that was given. Nothing was stored. ${help}`, {
    error: 'wrong_tenant',
    help,
  });
}

function refused(sentence: string, provider: ProviderFailure): AppError {
  return new AppError('IMPORT_REFUSED', sentence, { provider });
}

function later(
  chosen: ImportApp,
  failure: ProviderFailure,
  { lost, waitMs }: Pick<Extract<TokenAnswer, { ok: false }>, 'lost' | 'waitMs'>,
): AppError {
  return new AppError('PROVIDER_UNAVAILABLE', `${failure.help} Nothing was stored.${lost ? usedUp(chosen) : ''}`, {
    provider: failure,
    ...(waitMs !== undefined && { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) }),
  });
}

/** Where a refresh token is good once, trying it may have been its one time. */
function usedUp({ app }: ImportApp): string {
  return app.rotation === 'strict'
    ? ' The refresh token may be used up now, because it is good only once: get a new one before you try again.'
    : '';
}

function operatorFault(failure: ProviderFailure): AppError {
  return new AppError('OPERATOR_FAULT', `${failure.help} Nothing was stored.`, { provider: failure });
}

/** The help texts speak of the server's settings; here the importer holds the application. */
function ownAppRefused(name: string, { app }: ImportApp, failure: ProviderFailure): AppError {
  const help = ownAppHelp(name, app, failure.error);
  return refused(`${help} Nothing was stored.`, { ...failure, help });
}

function ownAppHelp(name: string, { kind, credential, accountTypes }: ImportApp['app'], error: string): string {
  if (error !== 'invalid_client') {
    const what = kind === 'microsoft' ? `clientId, clientSecret and tenant (${accountTypes})` : 'clientId and clientSecret';
    return `${name} does not let this application in. Check ${what}, and give those of the application the tokens were made with.`;
  }
  return credential.kind === 'none'
    ? `${name} wants a client secret for this clientId. Give clientSecret: the one of the application the tokens were made with.`
    : `${name} does not accept this clientSecret with this clientId. Give the secret’s value, not its id; a secret may also have expired.`;
}
