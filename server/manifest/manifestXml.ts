/** XML as a tree, and the tree as text: indented, so that an administrator can read what is handed out. */

export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Text alone, or elements alone: a manifest never mixes them. */
  content: string | readonly XmlElement[];
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  content: string | readonly XmlElement[] = [],
): XmlElement {
  return { name, attributes, content };
}

/** @param remark stands above the root as a comment. */
export function xmlText(root: XmlElement, remark: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- ${remark.replaceAll('--', '- -')} -->\n${written(root, '')}`;
}

function written({ name, attributes, content }: XmlElement, indent: string): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `${indent}<${name}${given.join('')}`;
  if (typeof content === 'string') return `${open}>${escaped(content)}</${name}>\n`;
  if (content.length === 0) return `${open}/>\n`;
  return `${open}>\n${content.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
