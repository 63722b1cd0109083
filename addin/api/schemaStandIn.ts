/**
 * What the pane gets instead of typebox (webpack alias). The contracts build their schemas when they are loaded, but the pane
 * uses only method and path of a route; the schemas do their work on the server and in the types. This saves the whole
 * schema library in the bundle. Every builder answers with an empty schema.
 */
const emptySchema = (): object => ({});

export const Type: unknown = new Proxy({}, { get: () => emptySchema });
