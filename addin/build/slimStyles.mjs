// Loader for the styles that Fluent's components bring ready made: takes out the twins for languages written from right to left
// (as addin/ui/rtlStandIn.ts does for our own styles) and the looks that no screen of the pane asks for. What nobody refers to any
// more goes with them. Everything else, forced colours and reduced motion included, stays as it is.
import path from 'node:path';
import { parse, print } from '@swc/core';

/** Looks that the pane never asks for; test/paneLooks.test.ts holds the pane to it. */
export const UNUSED_LOOKS = {
  'useButtonStyles.styles.js': ['outline', 'transparent', 'circular', 'square'],
  'useInputStyles.styles.js': [
    'underline',
    'underlineInteractive',
    'filled',
    'filledInteractive',
    'filled-darker',
    'filled-lighter',
    'filled-darker-shadow',
    'filled-lighter-shadow',
    'largeWithContentBefore',
    'largeWithContentAfter',
  ],
  'useSelectStyles.styles.js': ['disabledUnderline', 'underline', 'filled-lighter', 'filled-darker', 'invalidUnderline'],
  'useCheckboxStyles.styles.js': ['circular', 'large'],
  'useSwitchStyles.styles.js': ['vertical', 'labelAbove', 'above', 'sizeSmall'],
  'useFieldStyles.styles.js': ['horizontal', 'horizontalNoLabel', 'horizontalSmall', 'horizontalLarge'],
};

export default async function slimStyles(source) {
  const module = await parse(source, { syntax: 'ecmascript', target: 'es2022' });
  const unused = new Set(UNUSED_LOOKS[path.basename(this.resourcePath)]);
  for (const call of callsIn(module)) {
    if (call.callee.value === '__styles') slimSlots(call.arguments, unused);
    else slimReset(call.arguments);
  }
  return (await print(module, {})).code;
}

function callsIn(node) {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(callsIn);
  const ours = node.type === 'CallExpression' && ['__styles', '__resetStyles'].includes(node.callee.value);
  return ours ? [node, ...inner] : inner;
}

/** `__styles({ slot: { property: "class" | ["class", "mirrored"] } }, { d: [rules], h: … })`. */
function slimSlots([slots, rules], unused) {
  const kept = slots.expression.properties.filter(({ key }) => !unused.has(key.value));
  slots.expression.properties = kept;
  const classes = new Set();
  for (const property of kept.flatMap(({ value }) => value.properties)) {
    if (property.value.type === 'ArrayExpression') property.value = property.value.elements[0].expression;
    if (property.value.type === 'StringLiteral') classes.add(property.value.value);
  }
  if (rules === undefined) return;
  for (const bucket of rules.expression.properties) keepRules(bucket.value, (name) => classes.has(name));
}

/** `__resetStyles("class", "mirrored" | null, [rules] | { r: [rules], s: [rules] })`. */
function slimReset([, mirrored, rules]) {
  const { type, value: twin, span } = mirrored.expression;
  if (type !== 'StringLiteral') return;
  mirrored.expression = { type: 'NullLiteral', span };
  const lists =
    rules.expression.type === 'ArrayExpression' ? [rules.expression] : rules.expression.properties.map(({ value }) => value);
  for (const list of lists) keepRules(list, (name) => name !== twin);
}

/** A rule is a text, or a text in brackets with what it is sorted by; it is kept where one of its classes is. */
function keepRules(list, isKept) {
  list.elements = list.elements.filter(({ expression }) => {
    const text = expression.type === 'ArrayExpression' ? expression.elements[0].expression.value : expression.value;
    const names = [...text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name);
    return names.length === 0 || names.some(isKept);
  });
}
