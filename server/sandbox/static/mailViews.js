// How a mail looks in each tab of the mailbox page.
export function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

export async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
  const type = answer.headers.get('content-type') ?? '';
  return type.includes('json') ? answer.json() : answer.text();
}

/** What each tab shows of a mail: nodes, or a promise of them. */
export const VIEWS = {
  html: (mail) => [frame(mail)],
  text(mail) {
    const made = mail.format === 'json' && mail.html !== undefined;
    const remark = made ? [make('p', 'Made from the HTML, as Exchange does for readers without HTML.', 'remark')] : [];
    return [...remark, make('pre', mail.text, 'words')];
  },
  headers(mail) {
    const rows = mail.headers.concat(mail.extendedProperties.map(({ id, value }) => ({ name: id, value })));
    const table = make('table');
    table.append(...rows.map(({ name, value }) => headerRow(name, value)));
    table.append(headerRow('request-id', mail.requestId), headerRow('client-request-id', mail.clientRequestId));
    return [
      make('p', mail.format === 'mime' ? 'All headers of the message.' : 'Headers and properties that the sender set.', 'remark'),
      table,
    ];
  },
  source: async (mail) => [make('pre', await ask(`/sandbox/mails/${encodeURIComponent(mail.id)}/source`))],
};

function headerRow(name, value) {
  const line = make('tr');
  const head = make('th', name);
  head.scope = 'row';
  line.append(head, make('td', value));
  return line;
}

/** `cid:` becomes the attached picture itself; anything from the network stays out (the page's policy sees to it). */
function frame(mail) {
  const pictures = new Map(mail.attachments.filter((file) => file.contentId).map((file) => [file.contentId.toLowerCase(), file]));
  const html = mail.html.replace(/cid:([^"'\s)>]+)/gi, (whole, id) => {
    const file = pictures.get(decode(id).toLowerCase());
    return file
      ? `data:${/^image\/[\w.+-]+$/.test(file.contentType) ? file.contentType : 'image/png'};base64,${file.contentBytes}`
      : whole;
  });
  const iframe = document.createElement('iframe');
  iframe.title = 'The mail as its receiver sees it';
  iframe.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  iframe.srcdoc = `<base target="_blank">${html}`;
  return iframe;
}

export function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
