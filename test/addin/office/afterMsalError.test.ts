/** With the library's own errors, so that a code that was renamed shows here. */
import {
  AuthError,
  BrowserAuthErrorCodes,
  ClientAuthErrorCodes,
  InteractionRequiredAuthError,
  InteractionRequiredAuthErrorCodes,
  ServerError,
} from '@azure/msal-browser';
import { describe, expect, test } from '@jest/globals';
import { afterMsalError, type NextWay } from '../../../addin/office/afterMsalError.ts';

const client = (code: string) => new AuthError(code, 'correlation');
const person = (code: string) => new InteractionRequiredAuthError(code, 'correlation');
const service = (code: string) => new ServerError(code, 'correlation', 'AADSTS');

describe('after an error of Microsoft’s library', () => {
  test.each<[string, unknown, NextWay, NextWay]>([
    ['consent is missing', person(InteractionRequiredAuthErrorCodes.consentRequired), 'popup', 'window'],
    ['a second factor is wanted', person(InteractionRequiredAuthErrorCodes.interactionRequired), 'popup', 'window'],
    ['a sign-in is wanted', person(InteractionRequiredAuthErrorCodes.loginRequired), 'popup', 'window'],
    ['nothing is kept', person(InteractionRequiredAuthErrorCodes.noTokensFound), 'popup', 'window'],
    ['the host’s token has ended', person(InteractionRequiredAuthErrorCodes.refreshTokenExpired), 'popup', 'window'],
    ['the broker has no such account', person(InteractionRequiredAuthErrorCodes.nativeAccountUnavailable), 'popup', 'window'],
    ['the service wants a person, in words of its own', person('AADSTS50076'), 'popup', 'window'],
    ['nobody is signed in to the host', client(ClientAuthErrorCodes.noAccountFound), 'popup', 'window'],
    ['no account was given', client(BrowserAuthErrorCodes.noAccountError), 'popup', 'window'],
    ['the person closed the window', client(ClientAuthErrorCodes.userCanceled), 'popup', 'stop'],
    ['the person closed the pop-up', client(BrowserAuthErrorCodes.userCancelled), 'popup', 'stop'],
    ['the host switched it off', client(ClientAuthErrorCodes.nestedAppAuthBridgeDisabled), 'never', 'never'],
    ['the host shows no windows', person(InteractionRequiredAuthErrorCodes.uiNotAllowed), 'never', 'never'],
    ['the host cannot do this', client('unsupported_method'), 'never', 'never'],
    ['there is no network', client(ClientAuthErrorCodes.noNetworkConnectivity), 'window', 'window'],
    ['an empty token came', client(ClientAuthErrorCodes.nullOrEmptyToken), 'window', 'window'],
    ['the host says nothing of the account', client(ClientAuthErrorCodes.invalidCacheEnvironment), 'window', 'window'],
    ['the API is not exposed', service('invalid_resource'), 'window', 'window'],
    ['the redirect address is missing', service('invalid_client'), 'window', 'window'],
    ['the service is busy', service('temporarily_unavailable'), 'window', 'window'],
    ['nobody knows', client('unknown_error'), 'window', 'window'],
    ['it is no error of the library', new TypeError('x'), 'window', 'window'],
    ['it is nothing at all', undefined, 'window', 'window'],
  ])('%s', (_name, error, silently, asked) => {
    expect([afterMsalError(error, 'silent'), afterMsalError(error, 'popup')]).toEqual([silently, asked]);
  });
});
