import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from './browserPage.ts';
import { alreadySignedIn } from './browserSession.ts';
import type { Interaction } from './codeBook.ts';
import { DEVICE_CODE_SECONDS, type DeviceAsk, type DeviceSignIn } from './deviceBook.ts';
import { type EntraError, entraErrorBody } from './entraError.ts';
import { deviceCodePage, lostPage, pickerPage } from './entraPages.ts';
import { missing, unknownClient, unknownScope, unknownTenant } from './readAuthorize.ts';
import { readTenantSegment } from './samplePeople.ts';
import { readScopes } from './scopes.ts';
import { declined } from './signInRefusals.ts';
import { entraSession, finishWithout, signIn } from './signInSteps.ts';
import type { SandboxParts } from './startSandbox.ts';
import { originOf, readForm } from './tokenRoutes.ts';

type Form = Readonly<Record<string, string | undefined>>;

/** Sign-in of a device without a browser of its own (entra v2-oauth2-device-code.md): a code here, a page to type it there. */
export function addDeviceRoutes(app: FastifyInstance, parts: SandboxParts): void {
  app.post<{ Params: { tenant: string }; Body: Form }>('/:tenant/oauth2/v2.0/devicecode', (request, reply) => {
    const ask = readAsk(parts, request.params.tenant, readForm(request));
    reply.header('cache-control', 'no-store, no-cache');
    if ('error' in ask) return reply.code(ask.status ?? 400).send(entraErrorBody(ask, parts.clock()));
    const device = parts.devices.begin(ask, parts.clock());
    return showCode(device, `${originOf(request)}/devicelogin`, parts.settings.deviceInterval);
  });
  app.get('/devicelogin', (_request, reply) => sendPage(reply, deviceCodePage()));
  app.post<{ Body: Form }>('/devicelogin', (request, reply) => takeCode(parts, request, reply));
  app.post<{ Body: Form }>('/devicelogin/confirm', (request, reply) => confirm(parts, request, reply));
}

function readAsk(parts: SandboxParts, segmentText: string, form: Form): DeviceAsk | EntraError {
  const segment = readTenantSegment(segmentText);
  if (segment.kind === 'unknown') return unknownTenant(segmentText);
  if (form.client_id === undefined) return missing('client_id');
  const app = parts.apps.find(form.client_id);
  if (app === undefined) return unknownClient(form.client_id, segmentText);
  if (form.scope === undefined || form.scope.trim() === '') return missing('scope');
  const scopes = readScopes(form.scope);
  if (!scopes.ok) return unknownScope(scopes, app);
  return { segmentText, segment, app, scopes: scopes.scopes, prefixed: scopes.prefixed };
}

/** No `verification_uri_complete`: Entra gives none. */
const showCode = ({ deviceCode, userCode }: DeviceSignIn, page: string, interval: number) => ({
  user_code: userCode,
  device_code: deviceCode,
  verification_uri: page,
  expires_in: DEVICE_CODE_SECONDS,
  interval,
  message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
});

function takeCode(parts: SandboxParts, request: FastifyRequest<{ Body: Form }>, reply: FastifyReply) {
  const typed = request.body?.user_code ?? '';
  const device = parts.devices.waiting(typed, parts.clock());
  if (device === undefined) return sendPage(reply, deviceCodePage(typed), 400);
  const { segmentText, segment, app, scopes, prefixed } = device;
  const interaction: Interaction = {
    // Nothing goes back to an application, so nobody looks at the address.
    request: { segmentText, segment, app, scopes, prefixed, redirectUri: '', responseMode: 'query' },
    device,
  };
  const person = alreadySignedIn(entraSession.read(request), { given: false, person: undefined });
  if (person !== undefined) return signIn(parts, reply, interaction, person);
  return sendPage(reply, pickerPage(`/${segmentText}/pick`, parts.codes.begin(interaction), app.name, undefined));
}

function confirm(parts: SandboxParts, request: FastifyRequest<{ Body: Form }>, reply: FastifyReply) {
  const id = request.body?.interaction ?? '';
  const interaction = parts.codes.interaction(id);
  if (interaction?.person === undefined || interaction.device === undefined) return sendPage(reply, lostPage(), 400);
  parts.codes.end(id);
  if (request.body?.decision !== 'accept') return finishWithout(parts, reply, interaction, declined);
  return signIn(parts, reply, { ...interaction, confirmed: true }, interaction.person);
}
