/** The words for whoever asks for a page. */
import type { FastifyRequest } from 'fastify';
import { chooseLanguage, knownLanguage, type PaneLanguage } from '../../http/chooseLanguage.ts';
import { pageTexts, type PageTexts } from './pageTexts.ts';
import { pageTextsGerman } from './pageTextsGerman.ts';

const TEXTS: Record<PaneLanguage, PageTexts> = { en: pageTexts, de: pageTextsGerman };

/**
 * What the address asks for, then what the trip began in, then the browser's own order.
 * @param kept the language of the trip; written by ourselves, and no more trusted than the address.
 */
export function textsFor(request: FastifyRequest, kept: string | null = null): PageTexts {
  const wished = wishedLanguage(request) ?? knownLanguage(kept);
  return TEXTS[wished ?? chooseLanguage(undefined, request.headers['accept-language'])];
}

/** `?lang=` where it names a language we have. */
export function wishedLanguage(request: FastifyRequest): PaneLanguage | null {
  return knownLanguage((request.query as { lang?: unknown }).lang);
}
