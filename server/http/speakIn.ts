/** Says of an answer in which language it is, and that the same address has another one for somebody else. */
import type { FastifyReply } from 'fastify';
import type { PaneLanguage } from './chooseLanguage.ts';

export function speakIn(reply: FastifyReply, language: PaneLanguage): void {
  const vary = [reply.getHeader('vary') ?? [], 'accept-language'].flat().join(', ');
  void reply.header('content-language', language).header('vary', vary);
}
