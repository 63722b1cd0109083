/** One JSON document of a provider, fetched: metadata, user info. No redirect is followed. */
import { networkFault } from '../network/networkFault.ts';
import { shortText } from '../network/shortText.ts';

export interface GetJsonDeps {
  fetch: typeof fetch;
  /** How long an answer may take, in milliseconds. */
  timeoutMs: number;
}

export type JsonAnswer =
  | { ok: true; body: Record<string, unknown> }
  /** `later`: asking again may help. `why` for a sentence: "status 404", "ENOTFOUND", "no JSON". */
  | { ok: false; later: boolean; why: string };

export async function getJson(deps: GetJsonDeps, url: string, accessToken?: string): Promise<JsonAnswer> {
  let response: Response;
  let text: string;
  try {
    response = await deps.fetch(url, {
      headers: { accept: 'application/json', ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }) },
      redirect: 'manual',
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
    text = await shortText(response);
  } catch (error) {
    return { ok: false, later: true, why: networkFault(error).code };
  }
  const { status } = response;
  if (!response.ok) return { ok: false, later: status === 429 || status === 408 || status >= 500, why: `status ${status}` };
  const body = objectOf(text);
  return body ? { ok: true, body } : { ok: false, later: false, why: 'no JSON' };
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A text that says something, of a document that may say anything. */
export function textIn(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
