/** A letterhead picture as PNG: a harbour in the evening, drawn from three sine waves. */
import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';

const [WIDTH, HEIGHT] = [640, 132];

export function harbourPicture() {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) rows.set(colorAt(x, y), y * (WIDTH * 3 + 1) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colorAt(x, y) {
  const sun = Math.hypot(x - 500, y - 62);
  const waves = [
    { level: 84 + 7 * Math.sin(x / 46) + 3 * Math.sin(x / 17), color: [22, 78, 99] },
    { level: 98 + 6 * Math.sin(x / 61 + 1.4), color: [14, 60, 80] },
    { level: 112 + 5 * Math.sin(x / 37 + 3), color: [8, 40, 58] },
  ];
  const wave = waves.findLast(({ level }) => y > level);
  if (wave !== undefined) return wave.color;
  if (sun < 34) return [255, 214, 130];
  const share = y / HEIGHT;
  const glow = Math.max(0, 1 - sun / 190) * 70;
  return [44 + 190 * share + glow, 74 + 96 * share + glow * 0.7, 112 + 30 * share].map((channel) =>
    Math.min(255, Math.round(channel)),
  );
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
