/** Pictures, drawings and embedded objects of a run: what a mail can show, the text of boxes, and remarks about the rest. */
import { sayRaw } from '../fields/curlyField.ts';
import type { LetterReader } from './letterReader.ts';
import type { Inline, Link } from './letterTree.ts';
import { childOf, elementsOf, findDeep, textOf, type Xml } from '../ooxml/parseXml.ts';
import { linkParts } from './linkParts.ts';
import { quoted } from '../readResult.ts';

/** `apart`: no words stand beside it. `rule`: a horizontal line. */
export type Graphic = { pictures: Inline[]; boxes: Xml[]; apart: boolean; rule: boolean };
type Frame = { width: number; height: number; alt: string; side: 'left' | 'right' | null; link: Link | null };

/** English Metric Units in a CSS pixel (96 to the inch). */
const EMU = 9525;
const PIXELS_MAX = 2000;

/** w:drawing with DrawingML inside (ISO/IEC 29500-1 20.4). */
export function readPictures(drawing: Xml, reader: LetterReader, link: Link | null): Graphic {
  const found = newGraphic();
  for (const anchor of elementsOf(drawing)) {
    if (anchor.name !== 'wp:inline' && anchor.name !== 'wp:anchor') continue;
    const frame = frameOf(anchor, reader, link);
    found.apart ||= childOf(anchor, 'wp:wrapTopAndBottom') !== undefined;
    const data = findDeep(anchor, 'a:graphicData');
    const before = found.pictures.length + found.boxes.length;
    visitGraphic(data, frame, reader, found, data !== undefined && childOf(data, 'pic:pic') !== undefined);
    if (found.pictures.length + found.boxes.length === before) sayLeftOut(data, frame.alt, reader);
  }
  return found;
}

function newGraphic(): Graphic {
  return { pictures: [], boxes: [], apart: false, rule: false };
}

function frameOf(anchor: Xml, reader: LetterReader, link: Link | null): Frame {
  const [extent, properties] = [childOf(anchor, 'wp:extent'), childOf(anchor, 'wp:docPr')];
  const inside = findDeep(anchor, 'pic:cNvPr');
  const own = ownLink(properties, reader) ?? ownLink(inside, reader);
  return {
    width: pixels(extent?.attributes['cx']),
    height: pixels(extent?.attributes['cy']),
    alt: isDecorative(properties) ? '' : altOf(properties) || altOf(inside),
    side: anchor.name === 'wp:anchor' ? sideOf(anchor) : null,
    link: own ?? link,
  };
}

function ownLink(properties: Xml | undefined, reader: LetterReader): Link | null {
  const click = childOf(properties, 'a:hlinkClick');
  const target = reader.relationship(click?.attributes['r:id']);
  const tip = click?.attributes['tooltip'] ?? null;
  sayRaw(tip ?? '', reader);
  return target?.external === true ? { parts: linkParts([target.target]), tip } : null;
}

function altOf(properties: Xml | undefined): string {
  return properties?.attributes['descr'] ?? properties?.attributes['title'] ?? '';
}

/** "Mark as decorative" (an extension of 2017, in a namespace of its own): screen readers pass by. */
function isDecorative(properties: Xml | undefined): boolean {
  return elementsOf(childOf(properties, 'a:extLst')).some((extension) =>
    elementsOf(extension).some((child) => child.name.endsWith(':decorative') && child.attributes['val'] !== '0'),
  );
}

function pixels(emu: string | undefined): number {
  const value = Math.round(Number(emu) / EMU);
  return Number.isFinite(value) && value > 0 ? Math.min(PIXELS_MAX, value) : 0;
}

/** An inch, and the usual room between the margins, in English Metric Units. */
const MARGIN = 914_400;
const TEXT_WIDTH = 5_943_600;

/** Text flows around it, and it says to which side it belongs. */
function sideOf(anchor: Xml): Frame['side'] {
  const wraps = ['wp:wrapSquare', 'wp:wrapTight', 'wp:wrapThrough'].some((name) => childOf(anchor, name) !== undefined);
  const position = childOf(anchor, 'wp:positionH');
  const [aligned, offset] = [childOf(position, 'wp:align'), childOf(position, 'wp:posOffset')];
  const align = aligned === undefined ? '' : textOf(aligned);
  if (!wraps) return null;
  if (offset !== undefined) {
    const margin = position?.attributes['relativeFrom'] === 'page' ? MARGIN : 0;
    const middle = Number(textOf(offset)) - margin + Number(childOf(anchor, 'wp:extent')?.attributes['cx'] ?? 0) / 2;
    return middle > TEXT_WIDTH / 2 ? 'right' : 'left';
  }
  return align === 'right' || align === 'outside' ? 'right' : align === 'left' || align === 'inside' ? 'left' : null;
}

/** Groups and canvases hold pictures and boxes at any depth. A picture alone in its frame has the frame's size. */
function visitGraphic(element: Xml | undefined, frame: Frame, reader: LetterReader, found: Graphic, alone: boolean): void {
  for (const child of elementsOf(element)) {
    if (child.name === 'pic:pic') addPicture(child, frame, reader, found, alone);
    else if (child.name === 'w:txbxContent') found.boxes.push(child);
    else visitGraphic(child, frame, reader, found, alone);
  }
}

function addPicture(pic: Xml, frame: Frame, reader: LetterReader, found: Graphic, alone: boolean): void {
  const blip = findDeep(childOf(pic, 'pic:blipFill'), 'a:blip');
  const part = reader.relationship(blip?.attributes['r:embed']);
  if (part === undefined || part.external) {
    reader.remark(
      'PICTURE_LEFT_OUT',
      `A picture${named(frame.alt)} is only linked, not part of the letter. Insert it into the letter to send it.`,
    );
    return;
  }
  const contentId = reader.picture(part.target);
  if (contentId === null) {
    reader.remark(
      'PICTURE_LEFT_OUT',
      `A picture${named(frame.alt)} is in a format that mail programs do not show. Insert it as PNG or JPEG.`,
    );
    return;
  }
  if (childOf(childOf(pic, 'pic:blipFill'), 'a:srcRect')?.attributes !== undefined && isCropped(pic)) {
    reader.remark(
      'PICTURE_NOT_CROPPED',
      `A picture${named(frame.alt)} is cropped in Word; the mail shows all of it. Use «Compress Pictures» to cut it for good.`,
    );
  }
  sayRaw(frame.alt, reader);
  const size = alone ? frame : ownSize(pic, frame);
  found.pictures.push({
    kind: 'picture',
    contentId,
    width: size.width,
    height: size.height,
    alt: frame.alt,
    side: frame.side,
    link: frame.link,
  });
}

function isCropped(pic: Xml): boolean {
  const cut = childOf(childOf(pic, 'pic:blipFill'), 'a:srcRect')?.attributes ?? {};
  return ['l', 't', 'r', 'b'].some((side) => Math.abs(Number(cut[side] ?? 0)) > 1000);
}

function ownSize(pic: Xml, frame: Frame): Pick<Frame, 'width' | 'height'> {
  const extent = findDeep(childOf(pic, 'pic:spPr'), 'a:ext')?.attributes;
  const [width, height] = [pixels(extent?.['cx']), pixels(extent?.['cy'])];
  return width > 0 && height > 0 ? { width, height } : frame;
}

function named(alt: string): string {
  return alt.trim() === '' ? '' : ` (${quoted(alt)})`;
}

function sayLeftOut(data: Xml | undefined, alt: string, reader: LetterReader): void {
  const uri = data?.attributes['uri'] ?? '';
  if (findDeep(data, 'pic:pic') !== undefined) return; // has its own remark
  if (uri.endsWith('/chart') || uri.endsWith('chartex')) {
    reader.remark('CHART_LEFT_OUT', `A chart${named(alt)} is not part of the mail. Insert it as a picture to send it.`);
  } else if (uri.endsWith('/diagram')) {
    reader.remark(
      'DIAGRAM_LEFT_OUT',
      `A SmartArt diagram${named(alt)} is not part of the mail. Insert it as a picture to send it.`,
    );
  } else {
    reader.remark('SHAPE_LEFT_OUT', `A drawn shape${named(alt)} is not part of the mail.`);
  }
}

/** w:pict and w:object: VML from older Word, and embedded objects with a preview picture. */
export function readObject(element: Xml, reader: LetterReader, link: Link | null): Graphic {
  const found = newGraphic();
  if (findDeep(element, 'o:OLEObject') !== undefined) {
    reader.remark(
      'OBJECT_LEFT_OUT',
      'An embedded object (for example a spreadsheet) is only a still picture in the mail, where mail programs can show it.',
    );
  }
  visitVml(element, { width: 0, height: 0, alt: '', side: null, link }, reader, found);
  return found;
}

function visitVml(element: Xml, outer: Frame, reader: LetterReader, found: Graphic): void {
  for (const child of elementsOf(element)) {
    const frame = vmlFrame(child, outer);
    if (child.attributes['o:hr'] === 't' || child.attributes['o:hr'] === 'true') found.rule = true;
    else if (child.name === 'w:txbxContent') found.boxes.push(child);
    else if (child.name === 'v:imagedata') addVmlPicture(child, frame, reader, found);
    else visitVml(child, frame, reader, found);
  }
}

function vmlFrame({ attributes }: Xml, outer: Frame): Frame {
  const { style, alt, href } = attributes;
  return {
    ...outer,
    ...(style === undefined ? {} : vmlSize(style)),
    ...(alt === undefined ? {} : { alt }),
    ...(href === undefined ? {} : { link: { parts: linkParts([href]), tip: attributes['title'] ?? null } }),
  };
}

function vmlSize(style: string): Pick<Frame, 'width' | 'height'> {
  const side = (name: string) => {
    const value = new RegExp(`(?:^|;)\\s*${name}:\\s*([\\d.]+)(pt|in|px|cm|mm)?`).exec(style);
    const perUnit: Record<string, number> = { pt: 96 / 72, in: 96, px: 1, cm: 96 / 2.54, mm: 96 / 25.4 };
    return Math.min(PIXELS_MAX, Math.round(Number(value?.[1] ?? 0) * (perUnit[value?.[2] ?? 'px'] ?? 1)));
  };
  return { width: side('width'), height: side('height') };
}

function addVmlPicture(data: Xml, frame: Frame, reader: LetterReader, found: Graphic): void {
  const part = reader.relationship(data.attributes['r:id']);
  const contentId = part === undefined || part.external ? null : reader.picture(part.target);
  if (contentId === null) {
    reader.remark(
      'PICTURE_LEFT_OUT',
      `A picture${named(frame.alt)} is in a format that mail programs do not show. Insert it as PNG or JPEG.`,
    );
    return;
  }
  sayRaw(frame.alt, reader);
  found.pictures.push({
    kind: 'picture',
    contentId,
    width: frame.width,
    height: frame.height,
    alt: frame.alt,
    side: null,
    link: frame.link,
  });
}
