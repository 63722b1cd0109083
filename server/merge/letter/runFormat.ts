/** Look of a run in its paragraph, all levels of style included. */
import type { Line } from './letterReader.ts';
import type { RunFormat } from './letterTree.ts';
import { valueOf, type Xml } from '../ooxml/parseXml.ts';
import { readRunProperties } from './readFormat.ts';

export function runFormat(rPr: Xml | undefined, line: Line): RunFormat {
  const { styles } = line.reader;
  return styles.run(line.paragraphStyle, valueOf(rPr, 'w:rStyle'), readRunProperties(rPr, styles.theme), line.around.run);
}
