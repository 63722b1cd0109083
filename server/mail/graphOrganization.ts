/** The verified domains of the organisation an access token belongs to: `GET /organization`. Needs User.Read. Source: Graph "List organizations". */
import { type GraphDeps, graphExchange } from './graphExchange.ts';

/** Null: Graph does not say, or not now. Never rejects for the network or for what Graph says. */
export type ReadDomains = (accessToken: string) => Promise<string[] | null>;

export function graphOrganization(deps: GraphDeps): ReadDomains {
  return async (accessToken) => {
    const end = await graphExchange(deps, '/organization', { accessToken }, (request) =>
      request.select(['id', 'verifiedDomains']).get(),
    );
    return end.kind === 'answer' && end.status === 200 ? domainsIn(end.body) : null;
  };
}

/** A list without a single domain is no answer: every organisation has the one it began with. */
function domainsIn(body: unknown): string[] | null {
  const names = listIn(body, 'value')
    .flatMap((organization) => listIn(organization, 'verifiedDomains'))
    .map((domain) => (isObject(domain) ? domain['name'] : undefined))
    .filter((name) => typeof name === 'string');
  return names.length > 0 ? names : null;
}

function listIn(value: unknown, name: string): unknown[] {
  const list = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
