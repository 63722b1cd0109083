import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../server/sandbox/startSandbox.ts';
import { askGraph } from '../support/askGraph.ts';
import { ALL_SCOPES, mailTo, tokensFor } from '../support/tokensFromSandbox.ts';
import { type Gateway, openGateway } from './gateway.ts';

let sandbox: Sandbox;
let gateway: Gateway;
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  gateway = await openGateway({ target: sandbox.url, double: false });
  token = (await tokensFor(sandbox, 'anna@contoso.example', `${ALL_SCOPES} Mail.ReadWrite`)).access_token;
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});
afterEach(() => {
  gateway.calm();
  sandbox.mailbox.clear();
});

const marked = (marker: string) =>
  mailTo('reader@example.com', { internetMessageHeaders: [{ name: 'x-mergepost-id', value: marker }] });
const post = (marker: string, through: Pick<Gateway, 'url'> = gateway) =>
  askGraph(through, 'POST', '/me/sendMail', { token, body: marked(marker) });
const logged = (marker: string) => gateway.sends().find((each) => each.marker === marker);

test('a mail is handed on, and noted', async () => {
  expect(await post('one')).toMatchObject({ status: 202, text: '' });
  expect(logged('one')).toMatchObject({ to: ['reader@example.com'], status: 202, takenAt: expect.any(Number) });
  expect(sandbox.mailbox.all()).toHaveLength(1);
});

test('so is the sending of a draft, under the mail that it is', async () => {
  const { body } = await askGraph(gateway, 'POST', '/me/messages', { token, body: marked('draft').message });
  const sent = await askGraph(gateway, 'POST', `/me/messages/${String(body.id)}/send`, { token });
  expect(sent.status).toBe(202);
  expect(logged('draft')).toMatchObject({
    draft: body.id,
    route: 'POST /v1.0/me/messages/{id}/send',
    to: ['reader@example.com'],
  });
});

test.each([
  ['a status before', { status: 429, headers: { 'retry-after': '1' } }, 0, 429],
  ['a status after', { status: 504, taken: true }, 1, 504],
  ['a reset before', { cut: 'before' as const }, 0, undefined],
  ['a reset after', { cut: 'after' as const }, 1, undefined],
])('%s it is handed on', async (name, fault, arrived, status) => {
  gateway.script('send', fault);
  const said = await post(name).catch(() => undefined);
  expect([said?.status, sandbox.mailbox.all().length, logged(name)?.fault]).toEqual([status, arrived, fault]);
});

test('sabotage: every tenth mail is posted twice', async () => {
  const twice = await openGateway({ target: sandbox.url, double: true });
  for (let n = 1; n <= 10; n += 1) await post(`n${n}`, twice);
  expect(sandbox.mailbox.all()).toHaveLength(11);
  await twice.close();
});
