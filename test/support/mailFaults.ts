/** What no mail of ours may hold, found by reading it anew: markup beyond a known list, handlers, scripts, remote content. */

const TAGS = /^(?:p|h[1-6]|div|span|a|img|br|hr|table|colgroup|col|tbody|thead|tr|td|th|ul|ol|li|b|i|u|s|sub|sup|em|strong)$/;
const HEAD_TAGS = /^(?:!doctype|html|head|meta|body|style|title)$/i;
const ATTRIBUTES =
  /^(?:style|class|id|href|title|src|alt|width|height|align|valign|hspace|vspace|dir|lang|type|start|value|cellpadding|cellspacing|border|colspan|rowspan|bgcolor|size|color|role|charset|name|content|http-equiv|xmlns(?::\w+)?|nowrap|scope|span)$/;
const SCHEMES = /^(?:https?|ftp|mailto|tel|sms|callto|sip|cid)$/i;

/** `html`: a whole mail. Empty: nothing is wrong. */
export function mailFaults(html: string): string[] {
  const faults: string[] = [];
  const rest = html.replace(/<([^<>]*)>/g, (_, inside: string) => {
    faults.push(...tagFaults(inside));
    return '';
  });
  if (/[<>]/.test(rest)) faults.push(`a bracket in the text: ${around(rest, /[<>]/)}`);
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(html)) faults.push('a control character');
  return faults;
}

function tagFaults(inside: string): string[] {
  const name = /^\/?([\w!]+)/.exec(inside)?.[1]?.toLowerCase() ?? '';
  if (!TAGS.test(name) && !HEAD_TAGS.test(name)) return [`<${inside.slice(0, 60)}>`];
  const faults: string[] = [];
  const rest = inside
    .slice(inside.indexOf(name) + name.length)
    .replace(/\s+([\w:-]+)="([^"]*)"/g, (_, key: string, value: string) => {
      if (!ATTRIBUTES.test(key)) faults.push(`the attribute ${key} of ${name}`);
      if ((key === 'href' || key === 'src') && !isSafeAddress(value)) faults.push(`the address ${value.slice(0, 60)}`);
      if (key === 'style' && /url\(|expression|@import|behavior|javascript:|\\|\/\*/i.test(value))
        faults.push(`the style ${value.slice(0, 60)}`);
      return '';
    });
  if (/\S/.test(rest.replace(/\/$/, '')) && name !== '!doctype' && !/^\s*(?:html|nowrap)$/i.test(rest))
    faults.push(`in a tag: ${rest.slice(0, 60)}`);
  return faults;
}

/** Without a scheme it leads nowhere but into the mail itself; blanks and control characters in one are passed over (WHATWG URL 4.4). */
function isSafeAddress(written: string): boolean {
  const address = written.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[\s\p{Cc}\u00ad\u200b-\u200f\ufeff]+/gu, ''))?.[1];
  return scheme === undefined || SCHEMES.test(scheme);
}

function around(text: string, what: RegExp): string {
  const at = text.search(what);
  return text.slice(Math.max(0, at - 30), at + 30);
}
