/**
 * The first JSON Web Token in a text, or undefined. Header and payload are objects, so both begin like this in base64url; a
 * single beginning may stand in any sealed text by chance.
 */
export function jwtIn(text: string): string | undefined {
  return /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./.exec(text)?.[0];
}
