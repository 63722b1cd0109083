/** Inside Word, with the real office.js and Microsoft's real library: whoever is signed in to Office is signed in here. */
import { describe, expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { SANDBOX_APP } from '../../server/sandbox/samplePeople.ts';
import { type NestedAsk, nestedTokens } from '../support/nestedTokens.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';

const ANNA = 'anna@contoso.example';
const WORD = { wordapi: '1.8', dialogapi: '1.2', dialogorigin: '1.1', nestedappauth: '1.1' };

const office = insideOffice({ OFFICE_SIGN_IN: 'nested' });

interface Question {
  method: string;
  requestId: string;
}

/** The bridge of a host in which Anna is signed in; it asks the sandbox as a host asks Entra. */
async function brokerFor(context: BrowserContext, asked: string[]): Promise<void> {
  const { clientId } = SANDBOX_APP;
  const server = office.server();
  const ask: NestedAsk = { clientId, authority: `${server.sandboxUrl}/common`, scope: `api://${clientId}/access_as_user` };
  await context.exposeFunction('askBroker', async (text: string) => {
    const { method, requestId } = JSON.parse(text) as Question;
    asked.push(method);
    const answer = { messageType: 'NestedAppAuthResponse', requestId, success: true };
    if (method === 'GetInitContext') return JSON.stringify({ ...answer, initContext: { sdkName: 'host', sdkVersion: '1' } });
    const token = await nestedTokens(ask, ANNA, server.url);
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

async function inWord(requirements: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const scripts: string[] = [];
  const word = await office.open({
    app: 'word',
    requirements,
    prepare: async (context) => {
      context.on('request', (request) => scripts.push(new URL(request.url()).pathname));
      await brokerFor(context, asked);
    },
  });
  return { ...word, brokered: asked, library: () => scripts.filter((path) => path.includes('msal')) };
}

describe('in Word', () => {
  test('the pane opens signed in, without a click, and keeps our session only', async () => {
    const { pane, brokered, close } = await inWord(WORD);
    await pane.getByRole('button', { name: 'New merge' }).waitFor();
    expect(brokered).toEqual(['GetInitContext', 'GetToken']);
    const kept = await pane.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]));
    expect(kept).toContain(ANNA);
    // As the library calls what it keeps.
    expect(kept).not.toMatch(/accesstoken|idtoken/i);
    await close();
  });

  test('without nested sign-in the pane asks, and loads nothing of Microsoft’s library', async () => {
    const { nestedappauth: _none, ...older } = WORD;
    const { pane, brokered, library, close } = await inWord(older);
    await pane.getByRole('button', { name: 'Connect email account' }).waitFor();
    expect([brokered, library()]).toEqual([[], []]);
    await close();
  });
});
