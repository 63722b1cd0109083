/**
 * The same screen where the system forces a few colours of its own (Windows' contrast themes): what was said by a coloured
 * ground alone has to be said otherwise, and whatever has the focus has to be seen.
 */
import type { Frame, Page } from 'playwright-core';
import { settle } from './paneScene.ts';

/** How an element is drawn, its text aside; and the ground it lies on. Scripts for the page are text: this file knows no DOM. */
const DRAWING = `
  const clear = (colour) => /^rgba.*, 0\\)$/.test(colour) || colour === 'transparent';
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!clear(backgroundColor)) return backgroundColor;
    }
    return 'none';
  };
  const lines = (style) => ['Top', 'Left']
    .map((side) => style['border' + side + 'Style'] === 'none' || style['border' + side + 'Width'] === '0px' || clear(style['border' + side + 'Color'])
      ? '' : style['border' + side + 'Width'] + style['border' + side + 'Color'])
    .concat(style.outlineStyle === 'none' || clear(style.outlineColor) ? '' : style.outlineWidth + style.outlineColor)
    // Shadows are gone, except where the force does not reach.
    .concat(style.forcedColorAdjust === 'none' ? style.boxShadow : '');
  const drawn = (element) => [ground(element), ...lines(getComputedStyle(element))].join(' ');
  const name = (element) => element.outerHTML.slice(0, 160);
  const shown = (element) => element.checkVisibility({ opacityProperty: true }) && element.getBoundingClientRect().width > 0;
`;

/** Before the force: empties that are seen by their ground only, and neighbours of which one is told apart by it. */
const REMEMBER = `(() => {
  ${DRAWING}
  window.onlyGround = [];
  window.toldApart = [];
  for (const element of document.querySelectorAll('#pane *')) {
    if (!shown(element) || !element.parentElement) continue;
    const above = ground(element.parentElement);
    const empty = element.textContent === '' && !element.querySelector('svg, img, input, iframe') && !element.matches('svg *, svg, input, textarea, iframe');
    if (empty && ground(element) !== above) window.onlyGround.push(element);
    const beside = element.nextElementSibling;
    if (beside && beside.className !== '' && beside.tagName === element.tagName && element.matches('button, label, a, [aria-current], [aria-selected]')
      && shown(beside) && ground(beside) !== ground(element)) window.toldApart.push([element, beside]);
  }
})()`;

const FORCED = `(() => {
  ${DRAWING}
  const seen = (element) => {
    const above = ground(element.parentElement);
    const style = getComputedStyle(element);
    return ground(element) !== above || lines(style).some((line) => line !== '' && !line.includes(above));
  };
  return [
    ...window.onlyGround.filter((element) => element.isConnected && !seen(element)).map((element) => 'vanishes: ' + name(element)),
    ...window.toldApart.filter(([one, other]) => one.isConnected && drawn(one) === drawn(other)).map(([one]) => 'is told apart no more: ' + name(one)),
    ...[...document.querySelectorAll('[aria-current=step] > span')].filter((dot) => {
      const other = document.querySelector('li button:not([aria-current]) > span');
      return other && drawn(dot) === drawn(other);
    }).map((dot) => 'current step: ' + name(dot)),
  ];
})()`;

/** Every place for the keyboard, in its order; by a key before, so that the browser shows where it is. */
const FOCUS = `(() => {
  ${DRAWING}
  const around = (element) => {
    const parts = [];
    for (let at = element, up = 0; at && up < 4; at = at.parentElement, up += 1)
      parts.push(drawn(at), ...['::before', '::after'].map((part) => {
        const style = getComputedStyle(at, part);
        return style.content === 'none' ? '' : [style.transform, ...lines(style)].join(' ');
      }));
    return parts.join('|');
  };
  const before = document.activeElement;
  const modal = document.querySelector('[aria-modal=true]');
  const places = [...(modal ?? document).querySelectorAll('a[href], button:not(:disabled), input, select, textarea, summary')]
    .filter((element) => element.tabIndex >= 0 && element.checkVisibility());
  const unseen = [];
  for (const place of places) {
    document.activeElement.blur();
    const rest = around(place);
    place.focus({ focusVisible: true });
    if (document.activeElement === place && around(place) === rest) unseen.push('focus is not seen: ' + name(place));
  }
  before.focus();
  return unseen;
})()`;

/** Not by axe: it reads the colour that text would be filled with (-webkit-text-fill-color), which Chromium tells without the force. */
const CONTRAST = `(() => {
  ${DRAWING}
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const ratio = (one, two) => Math.max(one / two, two / one);
  return [...document.querySelectorAll('#pane *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '') && shown(element) && !element.closest(':disabled, [aria-disabled=true]'))
    .filter((element) => ratio(light(getComputedStyle(element).color), light(ground(element))) < 4.5)
    .map((element) => 'contrast: ' + name(element));
})()`;

/** What is lost, in words. The pane is the page itself or a frame of it. Leaves the page unforced. */
export async function underForce(page: Page, pane: Page | Frame = page): Promise<string[]> {
  await pane.evaluate(REMEMBER);
  const lost: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    await settle(pane);
    lost.push(...(await pane.evaluate<string[]>(FORCED)), ...(await pane.evaluate<string[]>(CONTRAST)));
  }
  await page.keyboard.press('Shift');
  await page.keyboard.press('Tab');
  lost.push(...(await pane.evaluate<string[]>(FOCUS)));
  await page.emulateMedia({ forcedColors: 'none' });
  return lost;
}
