import { randomUUID } from 'node:crypto';

/** What went wrong in Entra's terms: the OAuth `error`, the AADSTS number and its sentence. */
export interface EntraError {
  error: string;
  aadsts: number;
  message: string;
  suberror?: string;
  /** HTTP status at the token endpoint; 400 where not said. */
  status?: number;
}

/**
 * The body of a failed answer of the token endpoint (entra v2-oauth2-auth-code-flow, "Error response"): the numbers are
 * in the sentence too, with \r\n between the lines, and the timestamp has a blank in place of the T.
 */
export function entraErrorBody(failure: EntraError, now: number, correlationId: string = randomUUID()) {
  const traceId = randomUUID();
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: failure.error,
    error_description: `AADSTS${failure.aadsts}: ${failure.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [failure.aadsts],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${failure.aadsts}`,
    ...(failure.suberror === undefined ? {} : { suberror: failure.suberror }),
  };
}
