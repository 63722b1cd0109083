// The mailbox page: asks for changes every second and shows mails. Text goes in as text, never as markup; a mail's own
// HTML lives in a frame that may not run scripts or read this page.
import { ask, decode, make, VIEWS } from './mailViews.js';

const SEND = 'send';
const FAULTS = {
  429: { status: 429, headers: { 'retry-after': '10' } },
  503: { status: 503 },
  lose: { cut: 'after' },
};
const at = (id) => document.getElementById(id);
const state = { revision: -1, mails: [], seen: new Set(), open: undefined, tab: 'html', newest: 200, request: 0 };

const post = (path, body) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

function clock(iso) {
  const when = new Date(iso);
  const today = when.toDateString() === new Date().toDateString();
  return today
    ? when.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : when.toLocaleDateString([], { day: 'numeric', month: 'short' });
}

const shown = ({ name, address }) => name || address;

function row(mail) {
  const button = make('button');
  button.type = 'button';
  button.dataset.id = mail.id;
  button.append(make('span', (mail.to.length > 0 ? mail.to : mail.cc.concat(mail.bcc)).map(shown).join(', '), 'who'));
  const time = make('time', clock(mail.receivedAt));
  time.dateTime = mail.receivedAt;
  button.append(time, make('span', mail.subject || '(no subject)', 'what'), make('span', mail.preview || ' ', 'say'));
  if (state.revision >= 0 && !state.seen.has(mail.id)) button.classList.add('fresh');
  if (mail.id === state.open?.id) button.setAttribute('aria-current', 'true');
  const item = make('li');
  item.append(button);
  return item;
}

async function loadList() {
  const q = at('search').value;
  state.request += 1;
  const mine = state.request;
  const { revision, count, mails } = await ask(`/sandbox/mails?newest=${state.newest}&q=${encodeURIComponent(q)}`);
  // A slower answer to an earlier question must not win.
  if (mine !== state.request) return;
  const held = at('list').contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
  at('list').replaceChildren(...mails.map(row));
  if (held) at('list').querySelector(`[data-id="${held}"]`)?.focus();
  if (count > mails.length) {
    const more = make('button', `Show more (${count - mails.length} older)`, 'more');
    more.type = 'button';
    more.addEventListener('click', () => {
      state.newest += 500;
      void loadList();
    });
    at('list').append(more);
  }
  for (const mail of mails) state.seen.add(mail.id);
  state.mails = mails;
  state.revision = revision;
  at('count').textContent = count === 1 ? '1 mail' : `${count} mails`;
  at('list').hidden = count === 0;
  at('nothing').hidden = count > 0;
  at('nothingText').textContent = q ? 'No mail has these words.' : 'No mail yet. Everything you send will appear here.';
  if (state.open && count === 0 && !q) closeMail();
}

function addresses(list) {
  const all = make('dd');
  list.forEach((each, n) => {
    if (n > 0) all.append(', ');
    all.append(make('span', each.name || each.address));
    if (each.name) all.append(make('span', ` <${each.address}>`, 'addr'));
  });
  return all;
}

const size = (bytes) =>
  bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

function notesOf(mail) {
  const notes = mail.provider === 'google' ? ['Sent through Gmail'] : [];
  if (mail.importance !== 'normal') notes.push(mail.importance === 'high' ? 'High importance' : 'Low importance');
  if (mail.deferredUntil) notes.push(`Would wait until ${new Date(mail.deferredUntil).toLocaleString()}`);
  if (!mail.saveToSentItems) notes.push('Not kept in Sent Items');
  if (mail.from.address.toLowerCase() !== mail.mailbox) notes.push(`Sent by ${mail.mailbox}`);
  return notes;
}

async function openMail(id) {
  const mail = await ask(`/sandbox/mails/${encodeURIComponent(id)}`).catch(() => undefined);
  if (!mail) {
    closeMail();
    return;
  }
  state.open = mail;
  at('subject').textContent = mail.subject || '(no subject)';
  at('face').textContent = [...shown(mail.from)][0]?.toUpperCase() ?? '?';
  const lines = [
    ['From', [mail.from]],
    ['To', mail.to],
    ['Cc', mail.cc],
    ['Bcc', mail.bcc],
    ['Reply to', mail.replyTo],
  ];
  at('people').replaceChildren(
    ...lines.filter(([, list]) => list.length > 0).flatMap(([word, list]) => [make('dt', word), addresses(list)]),
  );
  at('when').textContent = new Date(mail.receivedAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  at('notes').replaceChildren(...notesOf(mail).map((note) => make('li', note)));
  at('files').replaceChildren(
    ...mail.attachments.map((file, n) => attachment(mail, file, n)).filter((item) => item !== undefined),
  );
  at('tab-html').hidden = mail.html === undefined;
  at('mail').hidden = false;
  at('choose').hidden = true;
  at('panes').dataset.open = '';
  for (const button of at('list').querySelectorAll('button[data-id]')) {
    if (button.dataset.id === id) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  document.title = `${mail.subject || '(no subject)'} – Sandbox mailbox`;
  await showTab(mail.html === undefined && state.tab === 'html' ? 'text' : state.tab);
}

/** Pictures that the text shows by itself are not listed again. */
function attachment(mail, file, n) {
  if (file.isInline && file.contentId && mail.html?.toLowerCase().includes(`cid:${file.contentId.toLowerCase()}`))
    return undefined;
  const link = make('a', file.name || 'attachment');
  link.href = `/sandbox/mails/${encodeURIComponent(mail.id)}/attachments/${n}`;
  link.append(make('small', size(file.size)));
  const item = make('li');
  item.append(link);
  return item;
}

function closeMail() {
  state.open = undefined;
  at('mail').hidden = true;
  at('choose').hidden = false;
  delete at('panes').dataset.open;
  document.title = 'Sandbox mailbox';
  at('list').querySelector('[aria-current]')?.removeAttribute('aria-current');
}

async function showTab(tab) {
  const mail = state.open;
  for (const button of document.querySelectorAll('[role=tab]')) {
    const on = button.dataset.tab === tab;
    button.setAttribute('aria-selected', String(on));
    button.tabIndex = on ? 0 : -1;
  }
  at('view').setAttribute('aria-labelledby', `tab-${tab}`);
  const parts = await VIEWS[tab](mail);
  if (state.open === mail) at('view').replaceChildren(...parts);
}

function showFaults(pending) {
  const left = pending.reduce((sum, each) => sum + each.left, 0);
  at('faultCount').hidden = left === 0;
  at('faultCount').textContent = String(left);
  at('faultState').textContent = left === 0 ? 'Nothing is planned' : `Planned: ${pending.map(words).join(', then ')}`;
}

function words({ fault, left }) {
  const what = fault.cut
    ? fault.cut === 'after'
      ? 'lose the answer'
      : 'cut the connection'
    : fault.status
      ? `answer ${fault.status}`
      : 'answer late';
  return left > 1 ? `${what} (${left} times)` : what;
}

async function plan(name) {
  if (name === 'clear') await ask('/sandbox/faults', { method: 'DELETE' });
  else await post('/sandbox/faults', { route: SEND, fault: FAULTS[name] });
  await look();
}

async function emptyMailbox() {
  await ask('/sandbox/mails', { method: 'DELETE' });
  at('play').open = false;
  location.hash = '';
  await look();
}

async function look() {
  try {
    const { revision, faults } = await ask('/sandbox/revision');
    showFaults(faults);
    if (revision !== state.revision) await loadList();
  } catch {
    at('count').textContent = 'Not running';
  }
}

const idInHash = () => /^#mail=(.+)$/.exec(location.hash)?.[1];

function followHash() {
  const id = idInHash();
  if (id) void openMail(decode(id));
  else closeMail();
}

at('list').addEventListener('click', (event) => {
  const id = event.target.closest('button[data-id]')?.dataset.id;
  if (id) location.hash = `mail=${id}`;
});
at('list').addEventListener('keydown', (event) => {
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
  const next = step && event.target.closest('li')?.[step]?.querySelector('button');
  if (!next) return;
  event.preventDefault();
  next.focus();
});
document.querySelector('[role=tablist]').addEventListener('click', (event) => {
  const { tab } = event.target.dataset;
  if (!tab) return;
  state.tab = tab;
  void showTab(tab);
});
document.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
  const tabs = [...document.querySelectorAll('[role=tab]:not([hidden])')];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
});
at('back').addEventListener('click', () => {
  const id = state.open?.id;
  location.hash = '';
  closeMail();
  at('list').querySelector(`[data-id="${id}"]`)?.focus();
});
let typing;
at('search').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => void loadList(), 150);
});
for (const button of document.querySelectorAll('[data-fault]')) {
  button.addEventListener('click', () => void plan(button.dataset.fault));
}
at('empty').addEventListener('click', () => void emptyMailbox());
document.addEventListener('click', (event) => {
  if (!at('play').contains(event.target)) at('play').open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') at('play').open = false;
});
addEventListener('hashchange', followHash);

await look();
followHash();
setInterval(() => void look(), 1000);
