/**
 * Parts of a Word document against the schemas of ISO/IEC 29500 (xmllint). Markup that the document itself allows readers to
 * ignore is taken away first, as a reader that knows none of it would (ISO/IEC 29500-3, 8 and 9).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isElement, parseXml, type Xml, type XmlChild } from '../../server/merge/ooxml/parseXml.ts';
import { writeXml } from '../../server/merge/ooxml/writeXml.ts';

/** A program of this computer answers; without it the tests that need it are skipped. */
export function hasProgram(name: string, ask = '--version'): boolean {
  return spawnSync(name, [ask], { stdio: 'ignore' }).error === undefined;
}

/** Key → what is wrong with that part (the first faults); parts without fault are missing. */
export function schemaFaults(parts: ReadonlyMap<string, Uint8Array>, schema: string): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'parts-'));
  try {
    const keys = [...parts.keys()];
    const files = keys.map((key, index) => {
      writeFileSync(join(folder, `${index}.xml`), plainMarkup(parts.get(key) ?? new Uint8Array()));
      return `${index}.xml`;
    });
    const run = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...files], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const faults = new Map<string, string>();
    for (const [, index = '', fault = ''] of run.stderr.matchAll(/^(\d+)\.xml:(\d+: .*(?:error|parser).*)$/gm)) {
      const key = keys[Number(index)] ?? '';
      if (!faults.has(key)) faults.set(key, fault);
    }
    if (!run.stderr.includes('0.xml')) throw new Error(`xmllint said: ${run.stderr.slice(0, 500)}`);
    return faults;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function plainMarkup(bytes: Uint8Array): string {
  const read = parseXml(bytes);
  if (!read.ok) return '';
  const ignorable = new Set((read.root.attributes['mc:Ignorable'] ?? '').split(/\s+/).filter((prefix) => prefix !== ''));
  return writeXml(understood(read.root, ignorable));
}

function understood(element: Xml, ignorable: ReadonlySet<string>): Xml {
  const written = Object.entries(element.written ?? {}).filter(
    ([name]) => name !== 'mc:Ignorable' && !ignorable.has(prefixOf(name)),
  );
  const children = element.children.flatMap((child): XmlChild[] => {
    if (!isElement(child)) return [child];
    if (child.name === 'mc:AlternateContent') return fallback(child, ignorable);
    return ignorable.has(prefixOf(child.tag ?? '')) ? [] : [understood(child, ignorable)];
  });
  return { ...element, written: Object.fromEntries(written), children };
}

function fallback(alternate: Xml, ignorable: ReadonlySet<string>): XmlChild[] {
  const branch = alternate.children.find((child): child is Xml => isElement(child) && child.name === 'mc:Fallback');
  return branch === undefined ? [] : understood(branch, ignorable).children;
}

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')));
}
