/** Parts → zip with the same bytes every time. */
import { strToU8, zipSync } from 'fflate';

/** The earliest moment a zip can name, in the time zone of whoever runs it (zip stores local time). */
const MOMENT = new Date(1980, 0, 1);

/** @param {Record<string, string | Uint8Array>} parts */
export function fixedZip(parts) {
  const files = Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]);
  return zipSync(Object.fromEntries(files), { level: 9, mtime: MOMENT });
}
