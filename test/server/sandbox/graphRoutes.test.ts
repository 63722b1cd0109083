import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { mailTo, postMail, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
let sandbox: Sandbox;
let token: string;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
  token = (await tokensFor(sandbox, ANNA)).access_token;
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.mailbox.clear());

const me = (accessToken: string | undefined) =>
  fetch(`${sandbox.url}/v1.0/me`, accessToken === undefined ? {} : { headers: { authorization: `Bearer ${accessToken}` } });

const askMe = async (names: string) => {
  const answer = await fetch(`${sandbox.url}/v1.0/me?$select=${names}`, { headers: { authorization: `Bearer ${token}` } });
  return [answer.status, await answer.json()];
};

describe('GET /me', () => {
  test('says who it is', async () => {
    const answer = await me(token);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { mail: ANNA, userPrincipalName: ANNA, displayName: 'Anna Berger', id: expect.any(String) },
    ]);
  });

  test('of somebody without a mailbox has no mail address', async () => {
    const { access_token } = await tokensFor(sandbox, 'leo@contoso.example');
    expect(await (await me(access_token)).json()).toMatchObject({ mail: null, userPrincipalName: 'leo@contoso.example' });
  });

  test('gives what $select names, and refuses a name that does not exist', async () => {
    expect(await askMe('mail,id')).toEqual([200, { '@odata.context': expect.any(String), mail: ANNA, id: expect.any(String) }]);
    expect(await askMe('email')).toMatchObject([400, { error: { code: 'BadRequest' } }]);
  });

  test('needs User.Read', async () => {
    const { access_token } = await tokensFor(sandbox, ANNA, 'Mail.Send');
    expect((await me(access_token)).status).toBe(403);
  });
});

async function foreignToken() {
  const other = await startSandbox({ port: 0, clock: () => now });
  const { access_token } = await tokensFor(other, ANNA);
  await other.close();
  return access_token;
}

async function expiredToken() {
  sandbox.settings.accessTokenSeconds = 60;
  const { access_token } = await tokensFor(sandbox, ANNA);
  sandbox.settings.accessTokenSeconds = 3600;
  now += 60_000;
  return access_token;
}

function tampered(jwt: string) {
  const [head, body = '', signature] = jwt.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  return [head, Buffer.from(JSON.stringify({ ...claims, scp: 'Mail.ReadWrite' })).toString('base64url'), signature].join('.');
}

describe('access tokens that are no good', () => {
  const cases: [string, () => Promise<string | undefined>][] = [
    ['none', async () => undefined],
    ['not a JWT', async () => 'opaque'],
    ['an id_token', async () => (await tokensFor(sandbox, ANNA)).id_token],
    ['of another sandbox', foreignToken],
    ['with a changed body', async () => tampered(token)],
    ['expired', expiredToken],
  ];
  test.each(cases)('%s', async (_name, make) => {
    const answer = await me(await make());
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer /)]);
    expect(await answer.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
  });
});

describe('POST /me/sendMail takes', () => {
  test('a whole message, answers 202 with nothing in it, and keeps what the receiver sees', async () => {
    const answer = await postMail(
      sandbox,
      token,
      {
        saveToSentItems: false,
        message: {
          subject: 'Grüße',
          importance: 'High',
          body: {
            contentType: 'html',
            content: '<p>Dear <b>Zoë</b>,</p><p>see <a href="https://x.example/">here</a></p><img src="cid:logo">',
          },
          toRecipients: [{ emailAddress: { address: 'zoe@receivers.example', name: 'Zoë' } }],
          ccRecipients: [{ emailAddress: { address: 'cc@receivers.example' } }],
          bccRecipients: [{ emailAddress: { address: 'bcc@receivers.example' } }],
          replyTo: [{ emailAddress: { address: 'reply@receivers.example' } }],
          internetMessageHeaders: [{ name: 'x-merge-id', value: '7' }],
          singleValueExtendedProperties: [{ id: 'SystemTime 0x3FEF', value: '2026-11-21T08:00:00Z' }],
          attachments: [
            {
              '@odata.type': '#microsoft.graph.fileAttachment',
              name: 'logo.png',
              contentType: 'image/png',
              contentBytes: 'iVBORw==',
              isInline: true,
              contentId: 'logo',
            },
          ],
        },
      },
      { headers: { 'client-request-id': 'c-1' } },
    );
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([202, '', null]);
    expect([answer.headers.get('client-request-id'), answer.headers.get('request-id')]).toEqual([
      'c-1',
      sandbox.mailbox.all()[0]?.requestId,
    ]);
    expect(sandbox.mailbox.all()).toMatchObject([
      {
        mailbox: ANNA,
        from: { address: ANNA, name: 'Anna Berger' },
        to: [{ address: 'zoe@receivers.example', name: 'Zoë' }],
        cc: [{ address: 'cc@receivers.example', name: '' }],
        bcc: [{ address: 'bcc@receivers.example', name: '' }],
        replyTo: [{ address: 'reply@receivers.example', name: '' }],
        subject: 'Grüße',
        text: 'Dear Zoë,\n\nsee here<https://x.example/>',
        importance: 'high',
        headers: [{ name: 'x-merge-id', value: '7' }],
        attachments: [{ name: 'logo.png', contentId: 'logo', isInline: true, size: 4 }],
        saveToSentItems: false,
        deferredUntil: '2026-11-21T08:00:00Z',
        receivedAt: new Date(now).toISOString(),
      },
    ]);
    expect(sandbox.mailbox.to('BCC@receivers.example')).toHaveLength(1);
  });

  test('a mail from a shared mailbox, with Mail.Send.Shared and the right to it', async () => {
    const { access_token } = await tokensFor(sandbox, ANNA, 'Mail.Send Mail.Send.Shared');
    const shared = mailTo('a@receivers.example', { from: { emailAddress: { address: 'office@contoso.example' } } });
    expect((await postMail(sandbox, access_token, shared)).status).toBe(202);
    expect(sandbox.mailbox.all()).toMatchObject([{ mailbox: ANNA, from: { address: 'office@contoso.example' } }]);
  });

  const fine: [string, Record<string, unknown>][] = [
    ['its own address as from', { from: { emailAddress: { address: 'Anna@Contoso.example' } } }],
    ['null where nothing is meant', { subject: null, ccRecipients: null, internetMessageHeaders: null, attachments: null }],
    ['five headers', { internetMessageHeaders: [1, 2, 3, 4, 5].map((n) => ({ name: `X-Number-${n}`, value: '' })) }],
    ['500 receivers', { toRecipients: receivers(500) }],
    ['an address beyond ASCII', { toRecipients: [{ emailAddress: { address: 'jörg@bücher.example' } }] }],
    ['an apostrophe in an address', { toRecipients: [{ emailAddress: { address: "o'neill+x@a.example" } }] }],
    ['no receivers but hidden ones', { toRecipients: [], bccRecipients: receivers(1) }],
    [
      'base64 without padding',
      { attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes: 'aGk' }] },
    ],
  ];
  test.each(fine)('%s', async (_name, message) => {
    expect((await postMail(sandbox, token, mailTo('a@receivers.example', message))).status).toBe(202);
  });
});

function receivers(count: number) {
  return Array.from({ length: count }, (_, n) => ({ emailAddress: { address: `r${n}@receivers.example` } }));
}

const to = (address: string) => ({ toRecipients: [{ emailAddress: { address } }] });

const headers = (...names: string[]) => ({ internetMessageHeaders: names.map((name) => ({ name, value: 'v' })) });

const file = (more: object) => ({
  attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: 'aGk=', ...more }],
});

async function expectRefusal(answer: Response, status: number, code: string) {
  const body = (await answer.json()) as { error: { code: string; message: string; innerError: Record<string, string> } };
  expect([answer.status, body.error.code]).toEqual([status, code]);
  expect(body.error.innerError).toEqual({
    date: new Date(now).toISOString().slice(0, 19),
    'request-id': answer.headers.get('request-id'),
    'client-request-id': answer.headers.get('client-request-id'),
  });
  expect(sandbox.mailbox.all()).toEqual([]);
}

describe('POST /me/sendMail refuses', () => {
  const messages: [string, Record<string, unknown>, number, string][] = [
    ['an unknown property', { bodyHtml: 'x' }, 400, 'RequestBodyRead'],
    ['a property that JavaScript has of itself', { constructor: 'x' }, 400, 'RequestBodyRead'],
    ['an unknown property further in', { body: { contentType: 'HTML', html: 'x' } }, 400, 'RequestBodyRead'],
    ['a receiver given as text', { toRecipients: ['a@receivers.example'] }, 400, 'UnableToDeserializePostBody'],
    [
      'receivers not in a list',
      { toRecipients: { emailAddress: { address: 'a@b.example' } } },
      400,
      'UnableToDeserializePostBody',
    ],
    ['a subject that is a number', { subject: 7 }, 400, 'UnableToDeserializePostBody'],
    ['an importance that does not exist', { importance: 'urgent' }, 400, 'RequestBodyRead'],
    ['a body of another kind', { body: { contentType: 'markdown', content: '' } }, 400, 'RequestBodyRead'],
    ['a date that is none', { sentDateTime: 'tomorrow' }, 400, 'UnableToDeserializePostBody'],
    ['a wrong type name', { '@odata.type': '#microsoft.graph.event' }, 400, 'RequestBodyRead'],
    ['no receivers', { toRecipients: [] }, 400, 'ErrorInvalidRecipients'],
    [
      '501 receivers',
      { toRecipients: receivers(250), ccRecipients: receivers(250), bccRecipients: receivers(1) },
      400,
      'ErrorInvalidRecipients',
    ],
    ['an empty address', to(''), 400, 'ErrorInvalidRecipients'],
    ['an address without an at sign', to('anna.example'), 400, 'ErrorInvalidRecipients'],
    ['an address without a domain', to('anna@'), 400, 'ErrorInvalidRecipients'],
    ['an address with a blank', to('an na@b.example'), 400, 'ErrorInvalidRecipients'],
    ['two addresses in one', to('a@b.example; c@d.example'), 400, 'ErrorInvalidRecipients'],
    ['two dots in a row', to('a..b@c.example'), 400, 'ErrorInvalidRecipients'],
    ['a bad reply-to', { replyTo: [{ emailAddress: { address: 'nobody' } }] }, 400, 'ErrorInvalidRecipients'],
    ['a header without x-', headers('List-Unsubscribe'), 400, 'InvalidInternetMessageHeader'],
    ['a header name with a blank', headers('x-a b'), 400, 'InvalidInternetMessageHeader'],
    ['six headers', headers('x-1', 'x-2', 'x-3', 'x-4', 'x-5', 'x-6'), 400, 'InvalidInternetMessageHeaderCollection'],
    ['an empty list of headers', headers(), 400, 'InvalidInternetMessageHeaderCollection'],
    ['an attachment that does not say what it is', file({ '@odata.type': undefined }), 400, 'UnableToDeserializePostBody'],
    ['an attachment without bytes', file({ contentBytes: undefined }), 400, 'UnableToDeserializePostBody'],
    ['base64 that is none', file({ contentBytes: '###' }), 400, 'UnableToDeserializePostBody'],
    ['base64 with a character too many', file({ contentBytes: 'aGkxa' }), 400, 'UnableToDeserializePostBody'],
    [
      'an extended property without a type',
      { singleValueExtendedProperties: [{ id: '0x3FEF', value: 'x' }] },
      400,
      'ErrorInvalidExtendedProperty',
    ],
    [
      'a deferred time that is none',
      { singleValueExtendedProperties: [{ id: 'SystemTime 0x3FEF', value: 'soon' }] },
      400,
      'ErrorInvalidExtendedProperty',
    ],
    [
      'a shared mailbox without Mail.Send.Shared',
      { from: { emailAddress: { address: 'office@contoso.example' } } },
      403,
      'ErrorAccessDenied',
    ],
    ['more than 4 MB', { body: { contentType: 'Text', content: 'x'.repeat(4 * 1024 * 1024) } }, 413, 'BadRequest'],
  ];
  test.each(messages)('%s', async (_name, message, status, code) => {
    await expectRefusal(await postMail(sandbox, token, mailTo('a@receivers.example', message)), status, code);
  });

  const strangers: [string, string, string][] = [
    ["somebody else's mailbox, with Mail.Send.Shared", ANNA, 'ben@contoso.example'],
    ['a shared mailbox that others may send as', 'ben@contoso.example', 'office@contoso.example'],
  ];
  test.each(strangers)('as from: %s', async (_name, person, address) => {
    const { access_token } = await tokensFor(sandbox, person, 'Mail.Send Mail.Send.Shared');
    const mail = mailTo('a@receivers.example', { from: { emailAddress: { address } } });
    await expectRefusal(await postMail(sandbox, access_token, mail), 403, 'ErrorSendAsDenied');
  });

  const bodies: [string, unknown, string | undefined, number, string][] = [
    ['no body', '', undefined, 400, 'BadRequest'],
    ['a body that is no JSON', '{"message":', undefined, 400, 'BadRequest'],
    ['a list', [], undefined, 400, 'BadRequest'],
    ['no message', { saveToSentItems: true }, undefined, 400, 'ErrorInvalidParameter'],
    ['a message that is null', { message: null }, undefined, 400, 'UnableToDeserializePostBody'],
    ['an unknown parameter', { ...mailTo('a@b.example'), to: 'x' }, undefined, 400, 'RequestBodyRead'],
    [
      'saveToSentItems as text',
      { ...mailTo('a@b.example'), saveToSentItems: 'true' },
      undefined,
      400,
      'UnableToDeserializePostBody',
    ],
    ['JSON under another name', mailTo('a@b.example'), 'application/xml', 400, 'BadRequest'],
    ['MIME that is no base64', 'From: a', 'text/plain', 400, 'ErrorMimeContentInvalidBase64String'],
    [
      'MIME without receivers',
      Buffer.from('Subject: x\r\n\r\nHi').toString('base64'),
      'text/plain',
      400,
      'ErrorInvalidRecipients',
    ],
  ];
  test.each(bodies)('%s', async (_name, body, contentType, status, code) => {
    await expectRefusal(await postMail(sandbox, token, body, contentType === undefined ? {} : { contentType }), status, code);
  });

  test('a mailbox that does not exist', async () => {
    const { access_token } = await tokensFor(sandbox, 'leo@contoso.example');
    await expectRefusal(await postMail(sandbox, access_token, mailTo('a@b.example')), 404, 'MailboxNotEnabledForRESTAPI');
  });

  test('a token without Mail.Send', async () => {
    const { access_token } = await tokensFor(sandbox, ANNA, 'User.Read');
    await expectRefusal(await postMail(sandbox, access_token, mailTo('a@b.example')), 403, 'ErrorAccessDenied');
  });
});

describe('a limit of messages a minute', () => {
  test('holds per mailbox over a rolling minute and says how long to wait', async () => {
    const chloe = (await tokensFor(sandbox, 'chloe@fabrikam.example')).access_token;
    const send = async (accessToken: string) => {
      const answer = await postMail(sandbox, accessToken, mailTo('a@b.example'));
      return answer.status === 202 ? 202 : [answer.status, answer.headers.get('retry-after')];
    };
    sandbox.settings.messagesPerMinute = 2;
    now += 60_000;
    const seen = [await send(token)];
    now += 20_000;
    seen.push(await send(token), await send(token), await send(chloe));
    now += 39_999;
    seen.push(await send(token));
    now += 1;
    seen.push(await send(token));
    sandbox.settings.messagesPerMinute = undefined;
    expect(seen).toEqual([202, 202, [429, '40'], 202, [429, '1'], 202]);
  });
});

test('addresses that Graph does not have fail in its own shape', async () => {
  const answer = await fetch(`${sandbox.url}/v1.0/me/sendMails`, { method: 'POST' });
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { error: { code: 'BadRequest', message: "Resource not found for the segment 'sendMails'." } },
  ]);
});
