/** Word fields and content controls → places of the merge, in every story below an element. */
import type { Xml } from '../ooxml/parseXml.ts';
import type { FieldFindings, ResolveNotes, StoryWalk } from './storyWalk.ts';
import { resolveStories } from './walkStory.ts';

const SIMPLIFIED =
  'The letter has IF fields with several paragraphs in their texts, too many of them in one paragraph; line breaks stand there instead. ' +
  'Put each of these IF fields into a paragraph of its own.';
/** Items that may stand twice because of choices between paragraphs: a few long letters' worth. */
const ROOM = 60_000;

/** `story`: w:document, or the root of another part; text boxes, notes and cells inside are stories of their own. */
export function resolveFields(story: Xml, notes: ResolveNotes): { story: Xml; found: FieldFindings } {
  const found: FieldFindings = { broken: 0, skips: [], controls: [], written: [] };
  const simplified = () => notes.remark('IF_SIMPLIFIED', SIMPLIFIED);
  const walk: StoryWalk = {
    notes,
    found,
    assembly: { skips: new Set(), simplified, room: { left: ROOM } },
    pairs: { spans: new Map(), torn: new Set(), broken: 0 },
    frames: [],
    items: [],
    wrap: null,
    p: null,
  };
  const resolved = resolveStories(story, walk);
  found.skips.push(...walk.assembly.skips);
  return { story: resolved, found };
}
