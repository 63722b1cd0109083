/** The JSON of an answer. The status alone says what became of a request; a body that is cut off, or is none, only costs the explanation. */
export function jsonOf(body: Buffer | undefined): unknown {
  if (body === undefined || body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
