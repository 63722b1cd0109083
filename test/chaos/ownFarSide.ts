/** Our own sandbox, which counts requests and plays faults itself. It lives in the driver's process and outlives every server. */
import { startSandbox } from '../../server/sandbox/startSandbox.ts';
import type { FarSide } from './farSide.ts';
import { openGateway } from './gateway.ts';

/** So short that tokens run out all the time. */
const ACCESS_TOKEN_SECONDS = 6;

/** Long enough for kills to hit mails on their way; shorter than at Microsoft, so that the run is. */
const SEND_DELAY_MS = 8;

/** @param double every so many-th mail is posted twice, behind the server's back. */
export async function ownFarSide({ double }: { double: boolean }): Promise<FarSide> {
  const sandbox = await startSandbox({ port: 0, accessTokenSeconds: ACCESS_TOKEN_SECONDS });
  Object.assign(sandbox.settings, { sendDelayMs: SEND_DELAY_MS, draftMovesAfterMs: 200, sentItemsDelayMs: 300 });
  const gateway = double ? await openGateway({ target: sandbox.url, double: true }) : undefined;
  return {
    env: {
      EMAIL_CLIENT_ID: sandbox.app.clientId,
      EMAIL_CLIENT_SECRET: sandbox.app.clientSecret,
      EMAIL_TENANT_ID: sandbox.app.tenantId,
      MICROSOFT_AUTHORITY_URL: sandbox.url,
      MICROSOFT_GRAPH_URL: gateway?.url ?? sandbox.url,
    },
    stages: [
      [
        { address: 'anna@contoso.example', proof: 'none' },
        { address: 'ben@contoso.example', proof: 'search' },
        { address: 'chloe@fabrikam.example', proof: 'draft' },
        { address: 'sam.rivers@outlook.com', proof: 'draft' },
      ],
    ],
    sent: () =>
      Promise.resolve(
        sandbox.mailbox.all().map((mail) => ({
          to: mail.to.map((each) => each.address),
          marker: mail.headers.find(({ name }) => name.toLowerCase() === 'x-mergepost-id')?.value ?? null,
        })),
      ),
    taken: () => sandbox.mailbox.all().length,
    sends: () => sandbox.sendLog.all(),
    script: (route, fault, times) => sandbox.faults.next(route, fault, times),
    calm: () => sandbox.faults.clear(),
    endAccess: (address) => sandbox.revoke(address, { accessTokens: true, refreshTokens: false }),
    close: async () => {
      await gateway?.close();
      await sandbox.close();
    },
  };
}
