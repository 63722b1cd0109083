/** Inside Word and Outlook, with the real office.js and Microsoft's real library: whoever is signed in to Office is signed in here. */
import { describe, expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { connectTexts } from '../../addin/ui/texts/connectTexts.ts';
import { SANDBOX_APP } from '../../server/sandbox/samplePeople.ts';
import { type NestedAsk, nestedTokens } from '../support/nestedTokens.ts';
import { openDialog, signInAs } from '../support/officeHost/dialogDriver.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';
import { revokeAtSandbox } from '../support/sandboxOverHttp.ts';

const ANNA = 'anna@contoso.example';
const SETS = {
  word: { wordapi: '1.8', dialogapi: '1.2', dialogorigin: '1.1', nestedappauth: '1.1' },
  outlook: { mailbox: '1.14', dialogapi: '1.2', dialogorigin: '1.1', nestedappauth: '1.1' },
};
type App = keyof typeof SETS;

const office = insideOffice({ OFFICE_SIGN_IN: 'nested' });

interface Question {
  method: string;
  requestId: string;
}

interface Broker {
  asked: string[];
  /** Hands over a token that is not for our API. */
  spoil: boolean;
}

/** The bridge of a host in which Anna is signed in; it asks the sandbox as a host asks Entra. */
async function brokerFor(context: BrowserContext, { asked, spoil }: Broker): Promise<void> {
  const { clientId } = SANDBOX_APP;
  const server = office.server();
  const ask: NestedAsk = { clientId, authority: `${server.sandboxUrl}/common`, scope: `api://${clientId}/access_as_user` };
  await context.exposeFunction('askBroker', async (text: string) => {
    const { method, requestId } = JSON.parse(text) as Question;
    asked.push(method);
    const answer = { messageType: 'NestedAppAuthResponse', requestId, success: true };
    if (method === 'GetInitContext') return JSON.stringify({ ...answer, initContext: { sdkName: 'host', sdkVersion: '1' } });
    const given = await nestedTokens(ask, ANNA, server.url);
    const token = spoil ? { ...given, access_token: given.id_token } : given;
    return JSON.stringify({ ...answer, token, account: { environment: new URL(ask.authority).host, username: ANNA } });
  });
  await context.addInitScript(() => {
    let tell: (text: string) => void = () => undefined;
    const page = globalThis as unknown as { askBroker: (text: string) => Promise<string>; nestedAppAuthBridge: unknown };
    page.nestedAppAuthBridge = {
      addEventListener: (_type: string, listener: (text: string) => void) => (tell = listener),
      postMessage: (text: string) => void page.askBroker(text).then((answer) => tell(answer)),
    };
  });
}

async function inOffice(app: App, requirements: Readonly<Record<string, string>>, spoil = false) {
  const asked: string[] = [];
  const scripts: string[] = [];
  const opened = await office.open({
    app,
    requirements,
    prepare: async (context) => {
      context.on('request', (request) => scripts.push(new URL(request.url()).pathname));
      await brokerFor(context, { asked, spoil });
    },
  });
  return { ...opened, brokered: asked, library: () => scripts.filter((path) => path.includes('msal')) };
}

describe.each(['word', 'outlook'] as const)('in %s', (app) => {
  test('the pane opens signed in, without a click, and keeps our session only', async () => {
    const { pane, brokered, close } = await inOffice(app, SETS[app]);
    await pane.getByRole('button', { name: 'New merge' }).waitFor();
    expect(brokered).toEqual(['GetInitContext', 'GetToken']);
    const kept = await pane.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]));
    expect(kept).toContain(ANNA);
    // As the library calls what it keeps.
    expect(kept).not.toMatch(/accesstoken|idtoken/i);
    await close();
  });

  test('without nested sign-in the pane asks, and loads nothing of Microsoft’s library', async () => {
    const { nestedappauth: _none, ...older } = SETS[app];
    const { pane, brokered, library, close } = await inOffice(app, older);
    await pane.getByRole('button', { name: 'Connect email account' }).waitFor();
    expect([brokered, library()]).toEqual([[], []]);
    await close();
  });

  test('a token that our server refuses leads to the window, with the reason why', async () => {
    const refused = await inOffice(app, SETS[app], true);
    const { pane, brokered } = refused;
    const dialog = await openDialog(refused);
    await pane.getByText(connectTexts.connecting.officeRefused).waitFor();
    expect(brokered).toContain('GetToken');
    await signInAs(dialog, ANNA);
    await pane.getByRole('button', { name: 'New merge' }).waitFor();
    await revokeAtSandbox(office.server(), ANNA);
    await refused.close();
  });
});
