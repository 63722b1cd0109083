import type { FastifyReply } from 'fastify';

/** HTML that needs no further escaping. */
export type Html = { html: string };

/** Tagged template: everything put in is escaped, unless it is Html already. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  return { html: parts.reduce((text, part, n) => text + put(values[n - 1] ?? '') + part) };
}

const put = (value: string | number | Html | Html[]): string =>
  Array.isArray(value) ? value.map(put).join('') : typeof value === 'object' ? value.html : escapeHtml(String(value));

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (each) => entities[each] ?? each);
}

/** The frame of every sign-in page. @param standsFor whose pages these are in real life. */
export function page(standsFor: 'Microsoft' | 'Google', title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/sandbox/static/icon.svg">
<link rel="stylesheet" href="/sandbox/static/entra.css">
</head>
<body>
<main>
<p class="brand"><span class="mark" aria-hidden="true"></span>Sandbox sign-in</p>
${body}
</main>
<footer>Stands in for ${standsFor} on this computer. No real account is used.</footer>
</body>
</html>
`.html;
}

export interface ShownPerson {
  address: string;
  name: string;
  givenName: string;
  surname: string;
  note: string;
}

/** People to choose from; the hinted one first. */
export function peopleList<Person extends ShownPerson>(people: readonly Person[], first: Person | undefined): Html {
  const ordered = first === undefined ? people : [first, ...people.filter((each) => each !== first)];
  return html`<ul class="people">${ordered.map((person) => personRow(person, person === first))}</ul>`;
}

function personRow(person: ShownPerson, hinted: boolean): Html {
  const initials = person.givenName.slice(0, 1) + person.surname.slice(0, 1);
  return html`<li><button name="person" value="${person.address}"${hinted ? { html: ' autofocus' } : ''}>
<span class="face" aria-hidden="true">${initials}</span>
<span class="who"><b>${person.name}</b><span>${person.address}</span><small>${person.note}</small></span>
</button></li>`;
}

/** No `form-action`: Chromium applies it to the redirect after the form too, and that one leads to the application. */
export function sendPage(reply: FastifyReply, text: string, status = 200, more = '') {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'${more}`,
    )
    .send(text);
}
