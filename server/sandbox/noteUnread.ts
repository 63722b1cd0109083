import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { isSend } from './faults.ts';
import type { SandboxParts } from './startSandbox.ts';
import { takeJsonMail } from './takeJsonMail.ts';

const NOBODY = { address: '', name: '' };

/**
 * A fault may answer before anybody reads the request; the log of sends tells all the same which mail it was. Nothing is
 * checked here, and what cannot be read is left out.
 */
export function noteUnread({ sendLog, items }: SandboxParts, request: FastifyRequest): void {
  if (!isSend(`${request.method} ${request.routeOptions.url ?? ''}`)) return;
  const mailbox = ownerOf(request.headers.authorization ?? '');
  if (mailbox !== undefined) sendLog.from(request, mailbox);
  const { id } = request.params as { id?: string };
  const draft = id === undefined ? undefined : items.anyDraft(id);
  if (draft !== undefined) return sendLog.read(request, draft.content, draft.immutableId);
  const content = Buffer.isBuffer(request.body) ? contentOf(request.body) : undefined;
  if (content !== undefined && !('status' in content)) sendLog.read(request, content);
}

function ownerOf(authorization: string): string | undefined {
  try {
    const { upn } = decodeJwt(authorization.replace(/^Bearer +/i, ''));
    return typeof upn === 'string' ? upn : undefined;
  } catch {
    return undefined;
  }
}

function contentOf(body: Buffer) {
  try {
    return takeJsonMail(JSON.parse(body.toString('utf8')), NOBODY);
  } catch {
    return undefined;
  }
}
