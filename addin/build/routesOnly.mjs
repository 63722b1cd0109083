// Loader: what the pane needs of a contract in shared/api. The schemas do their work on the server and in the types; the pane
// calls routes, for which method, path and access are enough. Runs on JavaScript, after the types have been taken out.
import { parse, print } from '@swc/core';

/** The properties of a route that addin/api/call.ts reads. */
const CALLED = new Set(['method', 'path', 'access', 'raw']);
const NOTHING = { type: 'ObjectExpression', span: { start: 0, end: 0, ctxt: 0 }, properties: [] };

export default async function routesOnly(contract) {
  const module = await parse(contract, { syntax: 'ecmascript', target: 'es2022' });
  return (await print(withoutSchemas(module), {})).code;
}

/** `Type.Object(…)` becomes `{}`, and `defineRoute({ … })` its argument with the properties that count. */
function withoutSchemas(node) {
  if (Array.isArray(node)) return node.map(withoutSchemas);
  if (typeof node !== 'object' || node === null) return node;
  if (node.type === 'CallExpression') {
    const { callee } = node;
    if (callee.type === 'MemberExpression' && callee.object.value === 'Type') return inBrackets(NOTHING);
    const route = node.arguments[0]?.expression;
    if (callee.value === 'defineRoute' && route?.type === 'ObjectExpression')
      return inBrackets({ ...route, properties: route.properties.filter((property) => CALLED.has(property.key?.value)) });
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutSchemas(value)]));
}

/** An arrow function that answers with an object: without brackets it would be a block. */
function inBrackets(expression) {
  return { type: 'ParenthesisExpression', span: NOTHING.span, expression };
}
