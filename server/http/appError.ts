/** An expected failure on its way to the caller: a code of the error table and a sentence for the person who reads it. */
import type { ErrorCode, ProviderFailure } from '../../shared/api/errors.ts';

export interface AppErrorExtras {
  details?: unknown;
  provider?: ProviderFailure;
  /** Sent as `Retry-After`, in whole seconds. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly extras: AppErrorExtras;

  constructor(code: ErrorCode, sentence: string, extras: AppErrorExtras = {}) {
    super(sentence, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.extras = extras;
  }
}
