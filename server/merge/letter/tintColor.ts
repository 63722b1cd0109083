/** Word's tint and shade of a theme colour: they move the luminance, hue and saturation stay (ISO/IEC 29500-1 17.18.97, 17.3.2.6). */

/** `tint` and `shade` are hexadecimal shares (00–FF): of the colour that is left on the way to white, to black. */
export function tinted(hex: string, tint: string | undefined, shade: string | undefined): string {
  const [toWhite, toBlack] = [share(tint), share(shade)];
  if (toWhite === null && toBlack === null) return hex;
  const { hue, saturation, luminance } = hslOf(hex);
  const light = toWhite === null ? luminance : luminance * toWhite + (1 - toWhite);
  return hexOf(hue, saturation, toBlack === null ? light : light * toBlack);
}

function share(hex: string | undefined): number | null {
  return hex === undefined || !/^[0-9a-f]{1,2}$/i.test(hex) ? null : Number.parseInt(hex, 16) / 255;
}

/** All three from 0 to 1. */
function hslOf(hex: string): { hue: number; saturation: number; luminance: number } {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [luminance, spread] = [(most + least) / 2, most - least];
  if (spread === 0) return { hue: 0, saturation: 0, luminance };
  const saturation = spread / (1 - Math.abs(2 * luminance - 1));
  const sector =
    most === red ? (green - blue) / spread + 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return { hue: (sector / 6) % 1, saturation, luminance };
}

function hexOf(hue: number, saturation: number, luminance: number): string {
  const reach = saturation * Math.min(luminance, 1 - luminance);
  const channel = (from: number) => {
    const at = (from + hue * 12) % 12;
    return luminance - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  const channels = [channel(0), channel(8), channel(4)].map((value) => Math.round(Math.max(0, Math.min(1, value)) * 255));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
