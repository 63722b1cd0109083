import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Fault } from '../../../server/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { GMAIL_SETTINGS, googleTokensFor, postGmail } from '../../support/googleTokens.ts';
import { mailTo, postMail, tokensFor } from '../../support/tokensFromSandbox.ts';

const GRACE = 'grace.holt@gmail.example';
const OMAR = 'omar@tailspin.example';
const SEND = 'POST /gmail/upload/gmail/v1/users/me/messages/send';
const GOOD = 'To: a@receivers.example\r\nSubject: Hi\r\n\r\nHello';
let sandbox: Sandbox;
let grace: string;
let omar: string;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
  grace = (await googleTokensFor(sandbox, GRACE)).access_token;
  omar = (await googleTokensFor(sandbox, OMAR)).access_token;
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.mailbox.clear();
  sandbox.faults.clear();
  sandbox.settings.messagesPerMinute = undefined;
});

const post = async (message: string | Buffer, token = grace, options = {}) => {
  const answer = await postGmail(sandbox, token, message, options);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
};

describe('Gmail takes', () => {
  test('a whole message as a mail library writes it, and says where it is', async () => {
    const source = await new MailComposer({
      from: 'Grace <grace.holt@gmail.example>',
      to: 'Zoë Ångström <zoe@receivers.example>',
      cc: 'cc@receivers.example',
      bcc: 'hidden@receivers.example',
      subject: 'Grüße',
      html: '<p>Liebe <b>Zoë</b></p><img src="cid:logo@x">',
      text: 'Liebe Zoë',
      headers: { 'List-Unsubscribe': '<https://x.example/u>' },
      attachments: [{ filename: 'logo.png', content: Buffer.from('png'), cid: 'logo@x', contentDisposition: 'inline' }],
    })
      .compile()
      .build();
    const { status, body } = await post(source);
    const [mail] = sandbox.mailbox.all();
    expect([status, body]).toEqual([
      200,
      { id: expect.stringMatching(/^[0-9a-f]{16}$/), threadId: mail?.id, labelIds: ['SENT'] },
    ]);
    expect(mail).toMatchObject({
      id: body.id,
      provider: 'google',
      mailbox: GRACE,
      from: { address: GRACE, name: 'Grace' },
      to: [{ address: 'zoe@receivers.example', name: 'Zoë Ångström' }],
      cc: [{ address: 'cc@receivers.example' }],
      subject: 'Grüße',
      html: expect.stringContaining('<b>Zoë</b>'),
      text: 'Liebe Zoë',
      headers: expect.arrayContaining([{ name: 'List-Unsubscribe', value: '<https://x.example/u>' }]),
      attachments: [{ name: 'logo.png', contentId: 'logo@x', isInline: true }],
      format: 'mime',
    });
  });

  test('receivers that nobody sees, and hides them', async () => {
    const bcc = 'Bcc: secret@receivers.example,\r\n other@receivers.example\r\n';
    await post(`To: a@receivers.example\r\n${bcc}Subject: x\r\n\r\nBcc: stays in the text`);
    const [mail] = sandbox.mailbox.all();
    expect(mail?.bcc.map(({ address }) => address)).toEqual(['secret@receivers.example', 'other@receivers.example']);
    expect(mail?.source).toBe('To: a@receivers.example\r\nSubject: x\r\n\r\nBcc: stays in the text');
  });

  test('a message in JSON', async () => {
    const url = `${sandbox.google.gmailUrl}/gmail/v1/users/me/messages/send`;
    const headers = { authorization: `Bearer ${grace}`, 'content-type': 'application/json' };
    const ask = (body: unknown) => fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const raw = Buffer.from(GOOD).toString('base64url');
    const answers = [await ask({ raw }), await ask({ raw: 'a+b/' }), await ask({}), await ask('{')];
    expect([answers.map(({ status }) => status), sandbox.mailbox.all()]).toMatchObject([
      [200, 400, 400, 400],
      [{ subject: 'Hi' }],
    ]);
  });

  const senders: [string, () => string, string, { address: string; name: string }][] = [
    ['no sender: the own address', () => grace, '', { address: GRACE, name: 'Grace Holt' }],
    ['the own address in other letters', () => grace, `From: ${GRACE.toUpperCase()}\r\n`, { address: GRACE, name: 'Grace Holt' }],
    ['a foreign sender: replaced', () => grace, 'From: Boss <boss@x.example>\r\n', { address: GRACE, name: 'Grace Holt' }],
    ['an alias', () => omar, 'From: <sales@tailspin.example>\r\n', { address: 'sales@tailspin.example', name: 'Tailspin Sales' }],
    ['an alias by name', () => omar, 'From: S <sales@tailspin.example>\r\n', { address: 'sales@tailspin.example', name: 'S' }],
    ["somebody else's alias: replaced", () => grace, 'From: sales@tailspin.example\r\n', { address: GRACE, name: 'Grace Holt' }],
  ];
  test.each(senders)('%s', async (_name, token, line, from) => {
    await post(line + GOOD, token());
    const [mail] = sandbox.mailbox.all();
    const shown = mail?.headers.find(({ name }) => name === 'From')?.value ?? '';
    expect([mail?.from, shown === '' || shown.toLowerCase().includes(from.address)]).toEqual([from, true]);
    expect(mail?.source?.includes('boss@')).toBe(false);
  });
});

describe('Gmail refuses', () => {
  const multipart = 'To: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n';
  const cases: [string, string, string][] = [
    ['nothing', '', "'raw' RFC822 payload message string or uploading message via /upload/* URL required"],
    ['no receivers', 'Subject: x\r\n\r\nHi', 'Recipient address required'],
    ['a receiver without a domain', 'To: anna\r\n\r\nHi', 'Invalid To header'],
    ['a bad copy', 'To: a@b.example\r\nCc: x@\r\n\r\nHi', 'Invalid Cc header'],
    ['a bad hidden copy', 'Bcc: x..y@b.example\r\n\r\nHi', 'Invalid Bcc header'],
    ['headers that do not end', 'To: a@b.example', 'Invalid MIME message: no empty line ends the headers.'],
    ['a line that is no header', 'To: a@b.example\r\nHello there\r\n\r\nHi', "Invalid MIME message: 'Hello there' is no header."],
    [
      'a line that is too long',
      `To: a@b.example\r\n\r\n${'x'.repeat(999)}`,
      'Invalid MIME message: a line is longer than 998 characters.',
    ],
    [
      'parts that are not there',
      `${multipart}Hi`,
      'Invalid MIME message: a multipart/mixed has no part, or its boundary is missing.',
    ],
  ];
  test.each(cases)('%s', async (_name, message, said) => {
    const { status, body } = await post(message);
    expect([status, body.error, sandbox.mailbox.all()]).toEqual([
      400,
      {
        code: 400,
        message: said,
        errors: [{ message: said, domain: 'global', reason: 'invalidArgument' }],
        status: 'INVALID_ARGUMENT',
      },
      [],
    ]);
  });

  test('another media type, another way to upload, and what is too large', async () => {
    const typed = await post(GOOD, grace, { contentType: 'text/plain' });
    const multi = await post(GOOD, grace, { query: 'uploadType=multipart' });
    const large = await post(Buffer.alloc(36_700_161, 'x'));
    expect([typed, multi, large].map(({ status, body }) => [status, (body.error as { errors: unknown[] }).errors])).toMatchObject(
      [
        [400, [{ reason: 'badContent' }]],
        [400, [{ reason: 'invalidArgument' }]],
        [413, [{ reason: 'uploadTooLarge' }]],
      ],
    );
  });

  test('a token that is no good, or not good for this', async () => {
    const { access_token } = await tokensFor(sandbox, 'anna@contoso.example');
    const reader = (await googleTokensFor(sandbox, GRACE, { scope: 'openid email' })).access_token;
    const answers = [await post(GOOD, 'x'), await post(GOOD, access_token), await post(GOOD, reader)];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 403]);
    expect([answers[0]?.body, answers[2]?.body]).toMatchObject([
      { error: { status: 'UNAUTHENTICATED', errors: [{ reason: 'authError' }] } },
      {
        error: {
          status: 'PERMISSION_DENIED',
          errors: [{ reason: 'insufficientPermissions' }],
          details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', domain: 'googleapis.com' }],
        },
      },
    ]);
    expect(answers[2]?.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });

  test('what does not exist', async () => {
    const answer = await fetch(`${sandbox.google.gmailUrl}/gmail/v1/users/me/drafts`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: { status: 'NOT_FOUND' } }]);
  });
});

test('a limit of messages a minute is told in a sentence, without a header', async () => {
  now += 60_000;
  sandbox.settings.messagesPerMinute = 1;
  const seen = [await post(GOOD), await post(GOOD), await post(GOOD, omar)];
  expect(seen.map(({ status }) => status)).toEqual([200, 429, 200]);
  expect(seen[1]?.headers.get('retry-after')).toBeNull();
  expect(seen[1]?.body).toMatchObject({
    error: {
      message: `User-rate limit exceeded.  Retry after ${new Date(now + 60_000).toISOString()} (Mail sending)`,
      errors: [{ reason: 'rateLimitExceeded' }],
      status: 'RESOURCE_EXHAUSTED',
    },
  });
  now += 60_000;
  expect((await post(GOOD)).status).toBe(200);
});

describe('settings/sendAs', () => {
  const ask = async (token: string) => {
    const url = `${sandbox.google.gmailUrl}/gmail/v1/users/me/settings/sendAs`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  test('lists the own address and the alias', async () => {
    const { access_token } = await googleTokensFor(sandbox, OMAR, { scope: GMAIL_SETTINGS });
    expect(await ask(access_token)).toEqual({
      status: 200,
      body: {
        sendAs: [
          { sendAsEmail: OMAR, displayName: 'Omar Haddad', isPrimary: true, isDefault: true, replyToAddress: '', signature: '' },
          {
            sendAsEmail: 'sales@tailspin.example',
            displayName: 'Tailspin Sales',
            replyToAddress: '',
            signature: '',
            treatAsAlias: true,
            verificationStatus: 'accepted',
          },
        ],
      },
    });
  });

  test('needs its own permission', async () => {
    expect(await ask(omar)).toMatchObject({ status: 403, body: { error: { status: 'PERMISSION_DENIED' } } });
  });
});

describe('the next answer of Gmail', () => {
  const cases: [string, Fault, number | 'cut', number][] = [
    ['429', { status: 429, headers: { 'retry-after': '7' } }, 429, 0],
    ['503', { status: 503 }, 503, 0],
    ['500 though the mail was taken', { status: 500, taken: true }, 500, 1],
    ['a cut before', { cut: 'before' }, 'cut', 0],
    ['a cut after', { cut: 'after' }, 'cut', 1],
  ];
  test.each(cases)('%s', async (_name, fault, seen, mails) => {
    sandbox.faults.next(SEND, fault);
    const status = await post(GOOD).then(
      (answer) => answer.status,
      () => 'cut',
    );
    expect([status, sandbox.mailbox.all().length, (await post(GOOD)).status]).toEqual([seen, mails, 200]);
  });

  test('in the shape of a Google API', async () => {
    sandbox.faults.next(SEND, { status: 503 });
    expect((await post(GOOD)).body).toMatchObject({ error: { code: 503, status: 'UNAVAILABLE' } });
  });

  test('can be planned for whichever service sends next', async () => {
    const { access_token } = await tokensFor(sandbox, 'anna@contoso.example');
    const graph = async () => (await postMail(sandbox, access_token, mailTo('a@receivers.example'))).status;
    sandbox.faults.next('send', { status: 503 }, 2);
    expect([(await post(GOOD)).status, await graph(), (await post(GOOD)).status, await graph()]).toEqual([503, 503, 200, 202]);
  });
});
