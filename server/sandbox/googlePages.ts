import { type Html, html, page, peopleList } from './browserPage.ts';
import { GOOGLE_APP, GOOGLE_PEOPLE, type GooglePerson } from './googlePeople.ts';
import { googleScopeWords, isSignInScope } from './googleScopes.ts';
import type { GoogleBlock } from './readGoogleAuthorize.ts';

const googlePage = (title: string, body: Html) => page('Google', title, body);

export function googlePickerPage(visit: string, first: GooglePerson | undefined): string {
  return googlePage(
    'Choose an account',
    html`<h1>Choose an account</h1>
<p>to continue to ${GOOGLE_APP.name}</p>
<form method="post" action="/google/pick" data-step="pick">
<input type="hidden" name="interaction" value="${visit}">
${peopleList(GOOGLE_PEOPLE, first)}
</form>`,
  );
}

/** Name of the box of a scope. */
export const boxOf = (scope: string) => `allow ${scope}`;

/** Each permission beyond the sign-in has a box: a person may allow some and not others. */
export function googleConsentPage(visit: string, person: GooglePerson, scopes: string[]): string {
  return googlePage(
    'Access to your account',
    html`<p class="account">${person.address}</p>
<h1>${GOOGLE_APP.name} wants access to your account</h1>
<form method="post" action="/google/consent" data-step="consent">
<input type="hidden" name="interaction" value="${visit}">
<ul class="scopes">${scopes.map(scopeRow)}</ul>
<p class="fine">You can take this back at any time in your account.</p>
<p class="buttons"><button name="decision" value="cancel">Cancel</button><button class="primary" name="decision" value="accept">Continue</button></p>
</form>`,
  );
}

function scopeRow(scope: string): Html {
  if (isSignInScope(scope)) return html`<li>${googleScopeWords(scope)} <code>${scope}</code></li>`;
  return html`<li><label><input type="checkbox" name="${boxOf(scope)}" value="yes" checked> ${googleScopeWords(scope)} <code>${scope}</code></label></li>`;
}

/** Failures that never go back to the application. */
export function googleBlockedPage({ status, error, message }: GoogleBlock): string {
  return googlePage(
    'Access blocked',
    html`<h1>Access blocked</h1>
<p class="failure" data-error="${error}">${message}</p>
<p>Error ${status}: ${error}</p>
<p class="fine">Google shows such a failure on its own page too, and does not return to the application.</p>`,
  );
}

export function googleLostPage(): string {
  return googlePage('Sign-in is over', html`<h1>This sign-in is over</h1><p>Start it again from the application.</p>`);
}
