import type { FastifyInstance } from 'fastify';
import { readCaller, refuse } from './graphCaller.ts';
import type { GraphError } from './graphError.ts';
import { checkSelect } from './graphQuery.ts';
import { type SandboxTenant, tenantOf } from './samplePeople.ts';
import type { SandboxParts } from './startSandbox.ts';
import { originOf } from './tokenRoutes.ts';

/** The caller's organisation and its domains (graph organization-list.md): a list of one. */
export function addOrganizationRoute(app: FastifyInstance, parts: SandboxParts): void {
  app.get<{ Querystring: Record<string, string | undefined> }>('/organization', async (request, reply) => {
    const caller = await readCaller(parts, request, ['User.Read']);
    if ('status' in caller) return refuse(parts, request, reply, caller);
    const tenant = tenantOf(caller.person);
    if (tenant.kind === 'personal') return refuse(parts, request, reply, notForPersonal);
    const whole: Record<string, unknown> = { id: tenant.id, displayName: tenant.name, verifiedDomains: domainsOf(tenant) };
    const names = request.query['$select']?.split(',').map((name) => name.trim()) ?? Object.keys(whole);
    const failure = checkSelect(Object.keys(whole), names, 'organization');
    if (failure !== undefined) return refuse(parts, request, reply, failure);
    return {
      '@odata.context': `${originOf(request)}/v1.0/$metadata#organization`,
      value: [Object.fromEntries(names.map((name) => [name, whole[name]]))],
    };
  });
}

/** Every organisation keeps the domain it began with. */
const domainsOf = ({ domain }: SandboxTenant) => [
  domainOf(domain, { isDefault: true, isInitial: false }),
  domainOf(`${domain.split('.')[0]}.onmicrosoft.example`, { isDefault: false, isInitial: true }),
];

const domainOf = (name: string, flags: { isDefault: boolean; isInitial: boolean }) => ({
  capabilities: 'Email, OfficeCommunicationsOnline',
  ...flags,
  name,
  type: 'Managed',
});

const notForPersonal: GraphError = {
  status: 400,
  code: 'BadRequest',
  message: 'This operation is not supported for MSA accounts.',
};
