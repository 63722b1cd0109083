import { type Html, html, page, peopleList } from './browserPage.ts';
import type { EntraError } from './entraError.ts';
import { SANDBOX_PEOPLE, type SandboxPerson, tenantOf } from './samplePeople.ts';
import { scopeWords } from './scopes.ts';

const entraPage = (title: string, body: Html) => page('Microsoft', title, body);

/** The account picker. With `first`, that person is offered on top (login_hint). */
export function pickerPage(action: string, interaction: string, appName: string, first: SandboxPerson | undefined): string {
  return entraPage(
    'Pick an account',
    html`<h1>Pick an account</h1>
<p>to continue to ${appName}</p>
<form method="post" action="${action}" data-step="pick">
<input type="hidden" name="interaction" value="${interaction}">
${peopleList(SANDBOX_PEOPLE, first)}
</form>`,
  );
}

export interface Asking {
  appName: string;
  scopes: string[];
}

export function consentPage(action: string, interaction: string, person: SandboxPerson, { appName, scopes }: Asking): string {
  return entraPage(
    'Permissions requested',
    html`<p class="account">${person.address}</p>
<h1>Permissions requested</h1>
<p><b>${appName}</b> would like to:</p>
${scopeList(scopes)}
<p class="fine">Accepting means that this app may use this data for ${tenantOf(person).name}.</p>
${decisionForm(action, interaction, 'consent', 'Accept')}`,
  );
}

const scopeList = (scopes: string[]) =>
  html`<ul class="scopes">${scopes.map((scope) => html`<li>${scopeWords(scope)} <code>${scope}</code></li>`)}</ul>`;

/** A tenant whose users may not consent: the person can only go back. */
export function needsAdminPage(
  action: string,
  interaction: string,
  person: SandboxPerson,
  appName: string,
  adminAction: string,
): string {
  return entraPage(
    'Need admin approval',
    html`<p class="account">${person.address}</p>
<h1>Need admin approval</h1>
<p><b>${appName}</b> needs permission to access resources in ${tenantOf(person).name} that only an administrator can grant. Ask an administrator to grant permission to this app before you can use it.</p>
<form method="post" action="${adminAction}"><input type="hidden" name="interaction" value="${interaction}">
<p class="fine">Playing the administrator? <button class="link">Approve for everybody in ${tenantOf(person).name}</button></p></form>
<form method="post" action="${action}" data-step="needs-admin">
<input type="hidden" name="interaction" value="${interaction}">
<p class="buttons"><button name="decision" value="cancel">Return to the application without granting consent</button></p>
</form>`,
  );
}

export function adminApprovedPage(tenantName: string, appName: string): string {
  return entraPage(
    'Approved',
    html`<h1>Approved</h1><p>Everybody in ${tenantName} may use ${appName} now. Start the connection again.</p>`,
  );
}

export function adminConsentPage(action: string, interaction: string, tenantName: string, { appName, scopes }: Asking): string {
  return entraPage(
    'Permissions requested',
    html`<p class="account">Administrator of ${tenantName}</p>
<h1>Permissions requested for your organization</h1>
<p><b>${appName}</b> would like to, for everybody in ${tenantName}:</p>
${scopeList(scopes)}
${decisionForm(action, interaction, 'admin-consent', 'Accept')}`,
  );
}

export function decisionForm(action: string, interaction: string, step: string, accept: string): Html {
  return html`<form method="post" action="${action}" data-step="${step}">
<input type="hidden" name="interaction" value="${interaction}">
<p class="buttons"><button name="decision" value="cancel">Cancel</button><button class="primary" name="decision" value="accept">${accept}</button></p>
</form>`;
}

/** Where a person types the code that a device shows. @param wrong the code that was not one. */
export function deviceCodePage(wrong?: string): string {
  const refusal = html`<p class="failure" role="alert">The code “${wrong ?? ''}” didn’t work. Check the code and try again.</p>`;
  return entraPage(
    'Enter code',
    html`<h1>Enter code</h1>
${wrong === undefined ? [] : [refusal]}
<form method="post" action="/devicelogin" data-step="device-code">
<p><label for="code">Enter the code displayed on your app or device</label></p>
<p><input id="code" name="user_code" autocomplete="off" autofocus required></p>
<p class="buttons"><button class="primary">Next</button></p>
</form>`,
  );
}

/** Against somebody who was sent a code by a stranger. */
export function deviceConfirmPage(interaction: string, person: SandboxPerson, appName: string): string {
  return entraPage(
    'Are you trying to sign in?',
    html`<p class="account">${person.address}</p>
<h1>Are you trying to sign in to ${appName}?</h1>
<p>Only continue if you started this sign-in yourself, on a device of your own.</p>
${decisionForm('/devicelogin/confirm', interaction, 'device-confirm', 'Continue')}`,
  );
}

/** The end of a device's sign-in: nothing returns to an application. */
export function deviceDonePage(appName: string, approved: boolean): string {
  const text = approved
    ? html`<h1>${appName}</h1><p data-step="device-done">You have signed in to ${appName} on your device. You may now close this window.</p>`
    : html`<h1>Sign-in was cancelled</h1><p data-step="device-done">${appName} was not signed in. You may now close this window.</p>`;
  return entraPage(approved ? 'Signed in' : 'Cancelled', text);
}

/** Failures that never go back to the application. */
export function failurePage(failure: EntraError, description: string): string {
  return entraPage(
    'Sign in to your account',
    html`<h1>Sorry, but we’re having trouble signing you in.</h1>
<p class="failure" data-aadsts="${failure.aadsts}">AADSTS${failure.aadsts}: ${failure.message}</p>
<details><summary>Troubleshooting details</summary><p>${description}</p></details>
<p class="fine">Microsoft shows such a failure on its own page too, and does not return to the application.</p>`,
  );
}

export function lostPage(): string {
  return entraPage('Sign-in is over', html`<h1>This sign-in is over</h1><p>Start it again from the application.</p>`);
}

export function signedOutPage(): string {
  return entraPage(
    'Signed out',
    html`<h1>You signed out of your account</h1><p>It is a good idea to close all browser windows.</p>`,
  );
}

/** `response_mode=form_post`: a page that posts the answer to the application by itself. */
export function formPostPage(redirectUri: string, fields: Record<string, string>, nonce: string): string {
  return entraPage(
    'Working…',
    html`<h1>Working…</h1>
<form method="post" action="${redirectUri}" data-step="form-post" id="answer">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p class="buttons"><button class="primary">Continue</button></p>
</form>
<script nonce="${nonce}">document.getElementById('answer').submit();</script>`,
  );
}
