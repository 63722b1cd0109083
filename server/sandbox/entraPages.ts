import type { EntraError } from './entraError.ts';
import { SANDBOX_APP, SANDBOX_PEOPLE, type SandboxPerson, tenantOf } from './samplePeople.ts';
import { scopeWords } from './scopes.ts';

/** HTML that needs no further escaping. */
export type Html = { html: string };

/** Tagged template: everything put in is escaped, unless it is Html already. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  return { html: parts.reduce((text, part, n) => text + put(values[n - 1] ?? '') + part) };
}

const put = (value: string | number | Html | Html[]): string =>
  Array.isArray(value) ? value.map(put).join('') : typeof value === 'object' ? value.html : escapeHtml(String(value));

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (each) => entities[each] ?? each);
}

function page(title: string, body: Html, head: Html = { html: '' }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/sandbox/static/icon.svg">
<link rel="stylesheet" href="/sandbox/static/entra.css">
${head}
</head>
<body>
<main>
<p class="brand"><span class="mark" aria-hidden="true"></span>Sandbox sign-in</p>
${body}
</main>
<footer>Stands in for Microsoft on this computer. No real account is used.</footer>
</body>
</html>
`.html;
}

/** The account picker. With `first`, that person is offered on top (login_hint). */
export function pickerPage(action: string, interaction: string, first: SandboxPerson | undefined): string {
  const people = first === undefined ? SANDBOX_PEOPLE : [first, ...SANDBOX_PEOPLE.filter((each) => each !== first)];
  return page(
    'Pick an account',
    html`<h1>Pick an account</h1>
<p>to continue to ${SANDBOX_APP.name}</p>
<form method="post" action="${action}" data-step="pick">
<input type="hidden" name="interaction" value="${interaction}">
<ul class="people">${people.map((person) => personRow(person, person === first))}</ul>
</form>`,
  );
}

function personRow(person: SandboxPerson, hinted: boolean): Html {
  const initials = person.givenName.slice(0, 1) + person.surname.slice(0, 1);
  return html`<li><button name="person" value="${person.address}"${hinted ? { html: ' autofocus' } : ''}>
<span class="face" aria-hidden="true">${initials}</span>
<span class="who"><b>${person.name}</b><span>${person.address}</span><small>${person.note}</small></span>
</button></li>`;
}

export function consentPage(action: string, interaction: string, person: SandboxPerson, scopes: string[]): string {
  return page(
    'Permissions requested',
    html`<p class="account">${person.address}</p>
<h1>Permissions requested</h1>
<p><b>${SANDBOX_APP.name}</b> would like to:</p>
<ul class="scopes">${scopes.map((scope) => html`<li>${scopeWords(scope)} <code>${scope}</code></li>`)}</ul>
<p class="fine">Accepting means that this app may use this data for ${tenantOf(person).name}.</p>
${decisionForm(action, interaction, 'consent', 'Accept')}`,
  );
}

/** A tenant whose users may not consent: the person can only go back. */
export function needsAdminPage(action: string, interaction: string, person: SandboxPerson, adminAction: string): string {
  return page(
    'Need admin approval',
    html`<p class="account">${person.address}</p>
<h1>Need admin approval</h1>
<p><b>${SANDBOX_APP.name}</b> needs permission to access resources in ${tenantOf(person).name} that only an administrator can grant. Ask an administrator to grant permission to this app before you can use it.</p>
<form method="post" action="${adminAction}"><input type="hidden" name="tenant" value="${person.tenantId}">
<p class="fine">Playing the administrator? <button class="link">Approve for everybody in ${tenantOf(person).name}</button></p></form>
<form method="post" action="${action}" data-step="needs-admin">
<input type="hidden" name="interaction" value="${interaction}">
<p class="buttons"><button name="decision" value="cancel">Return to the application without granting consent</button></p>
</form>`,
  );
}

export function adminApprovedPage(tenantName: string): string {
  return page(
    'Approved',
    html`<h1>Approved</h1><p>Everybody in ${tenantName} may use ${SANDBOX_APP.name} now. Start the connection again.</p>`,
  );
}

export function adminConsentPage(action: string, interaction: string, tenantName: string, scopes: string[]): string {
  return page(
    'Permissions requested',
    html`<p class="account">Administrator of ${tenantName}</p>
<h1>Permissions requested for your organization</h1>
<p><b>${SANDBOX_APP.name}</b> would like to, for everybody in ${tenantName}:</p>
<ul class="scopes">${scopes.map((scope) => html`<li>${scopeWords(scope)} <code>${scope}</code></li>`)}</ul>
${decisionForm(action, interaction, 'admin-consent', 'Accept')}`,
  );
}

function decisionForm(action: string, interaction: string, step: string, accept: string): Html {
  return html`<form method="post" action="${action}" data-step="${step}">
<input type="hidden" name="interaction" value="${interaction}">
<p class="buttons"><button name="decision" value="cancel">Cancel</button><button class="primary" name="decision" value="accept">${accept}</button></p>
</form>`;
}

/** Failures that never go back to the application. */
export function failurePage(failure: EntraError, description: string): string {
  return page(
    'Sign in to your account',
    html`<h1>Sorry, but we’re having trouble signing you in.</h1>
<p class="failure" data-aadsts="${failure.aadsts}">AADSTS${failure.aadsts}: ${failure.message}</p>
<details><summary>Troubleshooting details</summary><p>${description}</p></details>
<p class="fine">Microsoft shows such a failure on its own page too, and does not return to the application.</p>`,
  );
}

export function lostPage(): string {
  return page('Sign-in is over', html`<h1>This sign-in is over</h1><p>Start it again from the application.</p>`);
}

export function signedOutPage(): string {
  return page('Signed out', html`<h1>You signed out of your account</h1><p>It is a good idea to close all browser windows.</p>`);
}

/** `response_mode=form_post`: a page that posts the answer to the application by itself. */
export function formPostPage(redirectUri: string, fields: Record<string, string>, nonce: string): string {
  return page(
    'Working…',
    html`<h1>Working…</h1>
<form method="post" action="${redirectUri}" data-step="form-post" id="answer">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p class="buttons"><button class="primary">Continue</button></p>
</form>
<script nonce="${nonce}">document.getElementById('answer').submit();</script>`,
  );
}
