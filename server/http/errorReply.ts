/** Every failure leaves through here: expected ones with their sentence, surprises logged once and told in general words. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type ApiFailure, ERRORS, type ErrorCode, type ProviderFailure } from '../../shared/api/errors.ts';
import { germanHelp } from '../../shared/help/german/germanHelp.ts';
import { AppError } from './appError.ts';
import { acceptedLanguage, type PaneLanguage } from './chooseLanguage.ts';
import { speakIn } from './speakIn.ts';
import { whatIsWrong } from './whatIsWrong.ts';

export function errorReply(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureFor(error, request, reply);
  const body = failureBody(failure, request.id, acceptedLanguage(request));
  if (body.provider) speakIn(reply, body.provider.language === undefined ? 'en' : 'de');
  return reply.status(ERRORS[failure.code]).type('application/json; charset=utf-8').send(body);
}

/** What is to be told of an error, however it is told: a surprise is in the log by then, and when to come again is in the header. */
export function failureFor(error: unknown, request: FastifyRequest, reply: FastifyReply): AppError {
  const failure = appErrorOf(error);
  if (failure.code === 'INTERNAL') request.log.error({ err: error }, 'surprise');
  if (failure.extras.retryAfterSeconds !== undefined) void reply.header('retry-after', String(failure.extras.retryAfterSeconds));
  return failure;
}

/**
 * The body of a failed answer.
 * @param language of the help to the code of a mail service, where it has words for it; everything else is English.
 */
export function failureBody(failure: AppError, requestId: string, language: PaneLanguage = 'en'): ApiFailure {
  const { message } = failure;
  const provider = failure.extras.provider && providerIn(language, failure.extras.provider);
  return {
    success: false,
    // Where the sentence is the help itself, it is said once.
    error: provider && message === failure.extras.provider?.help ? provider.help : message,
    code: failure.code,
    requestId,
    ...(failure.extras.details !== undefined && { details: failure.extras.details }),
    ...(provider !== undefined && { provider }),
  };
}

function providerIn(language: PaneLanguage, provider: ProviderFailure): ProviderFailure {
  const help = language === 'de' ? germanHelp(provider.help) : null;
  return help === null ? provider : { ...provider, help, language };
}

function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isFastifyError(error)) {
    const known = fastifyFailure(error);
    if (known) return known;
  }
  return new AppError('INTERNAL', 'Something went wrong on our side. Try again; if it happens again, send us the request id.', {
    cause: error,
  });
}

function isFastifyError(error: unknown): error is FastifyError {
  // By shape: the rate limit's own error has a status but no code.
  return error instanceof Error && 'statusCode' in error;
}

const WRONGS_NAMED = 8;

/** Fastify's own refusals (RFC 9110 statuses 400, 413, 415, 429) in our words. */
function fastifyFailure(error: FastifyError): AppError | undefined {
  if (error.validation) {
    const context = error.validationContext ?? 'request';
    const where = whatIsWrong(error.validation, context).slice(0, WRONGS_NAMED);
    return new AppError('INVALID_REQUEST', `The request is not as expected: ${where.join('; ')}.`, { details: where });
  }
  if (error.statusCode === 415) {
    return new AppError('INVALID_REQUEST', 'Send JSON, and say so with the header “Content-Type: application/json”.');
  }
  if (error.statusCode === 413) {
    return new AppError('TOO_LARGE', 'The request is too large for this address. Send a smaller file.');
  }
  if (error.statusCode === 429) {
    return new AppError('TOO_MANY_REQUESTS', 'Too many requests at once. Wait a minute and try again.');
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new AppError('INVALID_REQUEST', `The request could not be read: ${error.message}.`);
  }
  return undefined;
}

export function notFoundReply(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const code: ErrorCode = 'NOT_FOUND';
  return errorReply(
    new AppError(code, `There is nothing at ${request.method} ${request.url.split('?')[0]}. The API is described at /docs.`),
    request,
    reply,
  );
}
