/** Hosted links, for the person who sends them: make, list, take back. */
import { type ConnectLink, createLink as createLinkRoute, listLinks, revokeLink } from '../../shared/api/links.ts';
import type { FastifyInstance } from 'fastify';
import type { Mount } from '../http/mount.ts';
import { ownedBy } from '../http/ownedBy.ts';
import type { ConnectDeps } from './connectDeps.ts';
import { createLink } from './createLink.ts';
import { linkStatus, type LinkRow } from './links.store.ts';
import { mountLinkPages } from './linkPages.routes.ts';

export function mountLinks(app: FastifyInstance, mount: Mount, deps: ConnectDeps): void {
  mountLinkPages(app, deps);

  mount(createLinkRoute, async ({ body, caller }) => {
    const { link, url } = await createLink(deps, caller.userId, body);
    return { link: linkView(link, deps.clock()), url };
  });

  mount(listLinks, async ({ caller }) => {
    const links = (await deps.links.ofUser(caller.userId)).map((row) => linkView(row, deps.clock()));
    return { success: true as const, links, count: links.length };
  });

  mount(revokeLink, async ({ params, caller }) => {
    const missing = 'This link is not among yours. Look at the list of your links.';
    const link = ownedBy(caller.userId, await deps.links.byId(params.linkId), 'LINK_NOT_FOUND', missing);
    await deps.links.revoke(link.id, deps.clock());
    return { success: true as const };
  });
}

/** As its owner may see it; never with its address. */
function linkView(row: LinkRow, now: number): ConnectLink {
  return {
    id: row.id,
    status: linkStatus(row, now),
    providerKey: row.app_key,
    note: row.note,
    createdAt: timeText(row.created_at),
    expiresAt: timeText(row.expires_at),
    usedAt: row.used_at === null ? null : timeText(row.used_at),
    emailAddress: row.email,
  };
}

function timeText(millis: number): string {
  return new Date(millis).toISOString();
}
