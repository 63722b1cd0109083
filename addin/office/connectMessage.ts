/** What the last page of a connection window hands over. No session and no secret of the mailbox: only the one-time code. */
export interface ConnectMessage {
  source: 'mergepost';
  status: string;
  connectId: string;
  email: string | null;
  code: string | null;
}

/** Windows talk over this channel too, where the opener is gone but the storage is shared. */
export const CONNECT_CHANNEL = 'mergepost-connect';

/** Ours have some hundred characters; what is much longer is not even parsed. */
const LENGTH_MAX = 4096;

/** Anything may arrive in a message; only this shape is one of ours. Text is parsed (Office hands strings over). */
export function readConnectMessage(data: unknown): ConnectMessage | null {
  const value = typeof data === 'string' && data.length <= LENGTH_MAX ? parse(data) : data;
  if (typeof value !== 'object' || value === null) return null;
  const { source, status, connectId, email, code } = value as Record<string, unknown>;
  if (source !== 'mergepost' || typeof status !== 'string' || typeof connectId !== 'string') return null;
  return { source, status, connectId, email: textOrNull(email), code: textOrNull(code) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
