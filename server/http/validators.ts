/**
 * How requests are checked against their contracts. Addresses and parameters arrive as text and are converted; a JSON body must be
 * right as it is, and nothing is dropped silently.
 */
import { Ajv, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';

export function validators(): Parameters<FastifyInstance['setValidatorCompiler']>[0] {
  const made = (options: Options): Ajv => {
    // Verbose: an error brings its schema, whose example is shown to whoever asked.
    const ajv = new Ajv({ useDefaults: true, strict: false, verbose: true, ...options });
    // The package is CommonJS: its function is the default export's default under Node's rules.
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    return ajv;
  };
  const [bodies, texts] = [made({ coerceTypes: false }), made({ coerceTypes: true })];
  return ({ schema, httpPart }) => (httpPart === 'body' ? bodies : texts).compile(schema as object);
}
