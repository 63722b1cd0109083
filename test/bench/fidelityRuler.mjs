/**
 * Runs inside the browser: the look that the browser itself computed for every piece of text and every cell of the page, in the
 * form of fidelityLook.ts. The same ruler measures every HTML, whoever made it.
 */
globalThis.measurePage = () => {
  const POINTS = 0.75;
  const INLINE = new Set(['inline', 'contents', 'inline-block', 'ruby']);
  const white = '#ffffff';
  const styleOf = (element) => getComputedStyle(element);
  const hex = (channel) => Math.round(Number(channel)).toString(16).padStart(2, '0');

  /** "rgb(1, 2, 3)" → "#010203"; null where nothing is painted. */
  const colorOf = (text) => {
    const parts = (/rgba?\(([^)]*)\)/.exec(text)?.[1] ?? '').split(/[ ,/]+/);
    if (parts.length < 3 || parts[3] === '0') return null;
    return `#${parts.slice(0, 3).map(hex).join('')}`;
  };

  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = colorOf(styleOf(at).backgroundColor);
      if (color !== null) return color;
    }
    return white;
  };

  const blockOf = (element) => {
    let at = element;
    while (at.parentElement !== null && INLINE.has(styleOf(at).display)) at = at.parentElement;
    return at;
  };

  /** Decorations are drawn through everything inside, not inherited. */
  const decorations = (element) => {
    const found = new Set();
    for (let at = element; at !== null && at !== document.body; at = at.parentElement) {
      for (const line of styleOf(at).textDecorationLine.split(' ')) found.add(line);
      if (['inline-block', 'table-cell'].includes(styleOf(at).display)) break;
    }
    return found;
  };

  /** Inner edge of an element on the side where its lines start. */
  const startEdge = (element, rtl) => {
    const [rect, style] = [element.getBoundingClientRect(), styleOf(element)];
    return rtl
      ? rect.right - parseFloat(style.borderRightWidth) - parseFloat(style.paddingRight)
      : rect.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
  };

  /** Where the letter's lines begin and end: inside what is only put around all of it. */
  let text = document.body;
  while (text.children.length === 1 && text.children[0].tagName === 'DIV') text = text.children[0];

  const indentOf = (block, rtl) => {
    const column = block.closest('td,th') ?? text;
    if (column === block) return 0;
    const distance = startEdge(block, rtl) - startEdge(column, rtl);
    return (rtl ? -distance : distance) * POINTS;
  };

  const alignOf = (style) => {
    const align = style.textAlign.replace('-webkit-', '');
    if (['center', 'justify', 'left', 'right'].includes(align)) return align;
    return (align === 'end') === (style.direction === 'rtl') ? 'left' : 'right';
  };

  const raised = (element, block) => {
    for (let at = element; at !== null && at !== block; at = at.parentElement)
      if (!['baseline', 'top', 'middle', 'bottom'].includes(styleOf(at).verticalAlign)) return true;
    return false;
  };

  const firstFamily = (style) => (style.fontFamily.split(',')[0] ?? '').replaceAll(/["']/g, '').trim();

  const lookOf = (element, block) => {
    const [style, shape, lines] = [styleOf(element), styleOf(block), decorations(element)];
    const rtl = shape.direction === 'rtl';
    return {
      font: firstFamily(style),
      size: parseFloat(style.fontSize) * POINTS,
      bold: Number(style.fontWeight) >= 600,
      italic: style.fontStyle !== 'normal',
      underline: lines.has('underline'),
      strike: lines.has('line-through'),
      color: colorOf(style.color) ?? '',
      background: behind(element),
      align: alignOf(shape),
      indent: indentOf(block, rtl),
      first: parseFloat(shape.textIndent) * POINTS,
      raised: raised(element, block),
    };
  };

  const runs = [];
  const blocks = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('script,style') || styleOf(element).visibility === 'hidden') continue;
    if (element.getClientRects().length === 0) continue;
    const block = blockOf(element);
    if (!blocks.has(block)) blocks.set(block, blocks.size);
    const item = block.closest('li');
    const marked = item !== null && styleOf(item).listStyleType !== 'none';
    runs.push({ text: node.data, look: lookOf(element, block), paragraph: blocks.get(block), item: marked });
  }

  const lineOf = (style, side) => {
    const [width, kind] = [parseFloat(style[`border${side}Width`]), style[`border${side}Style`]];
    if (!(width > 0) || kind === 'none' || kind === 'hidden') return null;
    return { width: width * POINTS, style: kind, color: colorOf(style[`border${side}Color`]) ?? '#000000' };
  };

  const linesOf = (cell) => {
    const style = styleOf(cell);
    return {
      top: lineOf(style, 'Top'),
      right: lineOf(style, 'Right'),
      bottom: lineOf(style, 'Bottom'),
      left: lineOf(style, 'Left'),
    };
  };

  const tableOf = (table) => {
    const box = table.getBoundingClientRect();
    const cells = [...table.rows].flatMap((row, index) =>
      [...row.cells].map((cell) => {
        const rect = cell.getBoundingClientRect();
        const [from, to] = [(rect.left - box.left) / (box.width || 1), (rect.right - box.left) / (box.width || 1)];
        const mirrored = styleOf(table).direction === 'rtl';
        return {
          text: cell.textContent,
          row: index,
          rows: cell.rowSpan,
          from: mirrored ? 1 - to : from,
          to: mirrored ? 1 - from : to,
          lines: linesOf(cell),
          background: behind(cell),
        };
      }),
    );
    return { cells };
  };

  return { runs, tables: [...document.querySelectorAll('table')].map(tableOf) };
};
