/** Whatever goes wrong before one of our pages could be made: a person who looks at the window gets a page, a program JSON as everywhere. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mailboxCallback } from '../../shared/api/accounts.ts';
import { ERRORS } from '../../shared/api/errors.ts';
import { errorReply, failureFor } from '../http/errorReply.ts';
import { troublePage } from './connectPages.ts';
import { sendPage } from './pageFrame.ts';
import { textsFor } from './pageTexts/textsFor.ts';

const PAGES = ['/connect/', '/link/', '/api/email/auth/confirm', mailboxCallback.path];

/** For the pages that are mounted after this. */
export function failurePages(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (PAGES.some((path) => route.url.startsWith(path))) route.errorHandler = tellFailure;
  });
}

function tellFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (!(request.headers.accept ?? '').includes('text/html')) {
    errorReply(error, request, reply);
    return;
  }
  const { code, message: sentence } = failureFor(error, request, reply);
  sendPage(reply, ERRORS[code], troublePage(textsFor(request), { code, sentence }, request.id));
}
