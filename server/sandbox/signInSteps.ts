import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { sendPage } from './browserPage.ts';
import { browserSession } from './browserSession.ts';
import type { Interaction } from './codeBook.ts';
import { type EntraError, entraErrorBody } from './entraError.ts';
import {
  consentPage,
  deviceConfirmPage,
  deviceDonePage,
  failurePage,
  formPostPage,
  lostPage,
  needsAdminPage,
} from './entraPages.ts';
import type { ReplyTo } from './readAuthorize.ts';
import { fitsTenant, personByOid, type SandboxPerson, tenantOf } from './samplePeople.ts';
import { isProtocol } from './scopes.ts';
import { blockedByPolicy, consentNeeded, wrongTenant } from './signInRefusals.ts';
import type { SandboxParts } from './startSandbox.ts';

/** Who has signed in with this browser. */
export const entraSession = browserSession('sandbox_session', (person: SandboxPerson) => person.oid, personByOid);

/** The person is known: what stands in the way, else the consent page, else the code. */
export function signIn(parts: SandboxParts, reply: FastifyReply, interaction: Interaction, person: SandboxPerson) {
  const { request, device } = interaction;
  if (!fitsTenant(person, request.segment)) return showFailure(parts, reply, wrongTenant(person, request));
  if (person.trouble === 'blocked') return showFailure(parts, reply, blockedByPolicy);
  if (device !== undefined && interaction.confirmed !== true)
    return sendPage(reply, deviceConfirmPage(parts.codes.begin({ ...interaction, person }), person, request.app.name));
  const open = openScopes(parts, interaction, person);
  if (request.prompt !== 'consent' && open.length === 0) return finish(parts, reply, interaction, person);
  if (request.prompt === 'none') return answerFailure(parts, reply, request, consentNeeded);
  const path = `/${request.segmentText}`;
  // Even where an administrator has long said yes: prompt=consent asks the person, and this person may not answer.
  const closed = tenantOf(person).adminApproval;
  const id = parts.codes.begin({ ...interaction, person, ...(closed ? { needsAdmin: true } : {}) });
  if (closed) return sendPage(reply, needsAdminPage(`${path}/consent`, id, person, request.app.name, `${path}/approve`));
  return sendPage(reply, consentPage(`${path}/consent`, id, person, { appName: request.app.name, scopes: request.scopes }));
}

/** What neither the person nor their administrator has allowed yet. An administrator's yes includes the protocol scopes. */
function openScopes({ grants }: SandboxParts, { request }: Interaction, person: SandboxPerson): string[] {
  const own = grants.consentOf(person.oid, request.app.clientId);
  const everybody = grants.adminConsentOf(person.tenantId, request.app.clientId);
  return request.scopes.filter((scope) => !own.has(scope) && !everybody.has(scope) && !(isProtocol(scope) && everybody.size > 0));
}

/** The sign-in has come to its end: a code for the application, or a yes for the device that waits. */
export function finish(parts: SandboxParts, reply: FastifyReply, { request, device }: Interaction, person: SandboxPerson) {
  if (device !== undefined) {
    if (device.outcome.kind !== 'pending') return sendPage(reply, lostPage(), 400);
    device.outcome = { kind: 'approved', person };
    return sendPage(reply, deviceDonePage(request.app.name, true));
  }
  const code = parts.codes.issue(request, person, parts.clock());
  return answer(reply, request, { code, session_state: randomUUID() });
}

/** The person said no, or could say nothing else. */
export function finishWithout(parts: SandboxParts, reply: FastifyReply, interaction: Interaction, failure: EntraError) {
  if (interaction.device === undefined) return answerFailure(parts, reply, interaction.request, failure);
  interaction.device.outcome = { kind: 'declined' };
  return sendPage(reply, deviceDonePage(interaction.request.app.name, false));
}

export function answerFailure(parts: SandboxParts, reply: FastifyReply, to: ReplyTo, failure: EntraError) {
  const { error, error_description, error_uri } = entraErrorBody(failure, parts.clock());
  const subcode: Record<string, string> = failure.aadsts === 65004 ? { error_subcode: 'cancel' } : {};
  return answer(reply, to, { error, ...subcode, error_description, error_uri });
}

/** Back to the application, in the mode it asked for. */
export function answer(reply: FastifyReply, to: ReplyTo, fields: Record<string, string>) {
  const all = { ...fields, ...(to.state === undefined ? {} : { state: to.state }) };
  if (to.responseMode === 'form_post') {
    const nonce = randomBytes(16).toString('base64');
    return sendPage(reply, formPostPage(to.redirectUri, all, nonce), 200, `; script-src 'nonce-${nonce}'`);
  }
  const glue = to.responseMode === 'fragment' ? '#' : '?';
  return reply
    .header('cache-control', 'no-store')
    .redirect(`${to.redirectUri}${glue}${new URLSearchParams(all).toString()}`, 302);
}

/** On a page of its own: Entra would not return to the application with this. */
export function showFailure(parts: SandboxParts, reply: FastifyReply, failure: EntraError) {
  return sendPage(reply, failurePage(failure, entraErrorBody(failure, parts.clock()).error_description), 400);
}
