/** The text of an answer that is expected to be short; more than that is an attack or the wrong address, and is not read to its end. */

/** Discovery documents and key sets are the longest: a few kilobytes. */
const LONGEST_BYTES = 1024 * 1024;

/** Rejects where the answer is longer, with a code as broken connections have one. */
export async function shortText(response: Response, longest = LONGEST_BYTES): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > longest)
      throw Object.assign(new Error(`The answer is longer than ${longest} bytes.`), { code: 'ANSWER_TOO_LONG' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
