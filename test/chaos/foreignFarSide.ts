/**
 * A stand-in for Microsoft that somebody else wrote: only Graph's and Entra's public addresses, and `GET /_state`. A gateway
 * before its Graph plays the faults and counts the requests.
 */
import type { ChaosOptions } from './chaosOptions.ts';
import type { FarSide, SentMail } from './farSide.ts';
import { openGateway } from './gateway.ts';

interface State {
  sent: { message: StateMessage }[];
}
interface StateMessage {
  toRecipients?: { emailAddress: { address: string } }[];
  internetMessageHeaders?: { name: string; value: string }[];
}

export async function foreignFarSide(
  { graph, authority, clientId, clientSecret }: NonNullable<ChaosOptions['foreign']>,
  { double }: { double: boolean },
): Promise<FarSide> {
  const gateway = await openGateway({ target: graph, double });
  const sent = async (): Promise<SentMail[]> => {
    const answer = await fetch(`${graph}/_state`);
    if (!answer.ok) throw new Error(`${graph}/_state answered ${answer.status}; it must tell which mails were taken.`);
    return ((await answer.json()) as State).sent.map(({ message }) => sentMail(message));
  };
  const before = (await sent()).length;
  return {
    env: {
      EMAIL_CLIENT_ID: clientId,
      EMAIL_CLIENT_SECRET: clientSecret,
      EMAIL_TENANT_ID: process.env['EMAIL_TENANT_ID'] ?? 'common',
      MICROSOFT_AUTHORITY_URL: authority,
      MICROSOFT_GRAPH_URL: gateway.url,
    },
    // It may know one person only, so the grants follow each other; the hint may be ignored.
    stages: [
      [{ address: 'anna@contoso.example', proof: 'none' }],
      [{ address: 'anna@contoso.example', proof: 'search' }],
      [{ address: 'anna@contoso.example', proof: 'draft' }],
    ],
    sent: async () => (await sent()).slice(before),
    taken: () => gateway.sends().filter((each) => each.takenAt !== undefined).length,
    sends: () => gateway.sends(),
    script: (route, fault, times) => gateway.script(route, fault, times),
    calm: () => gateway.calm(),
    endAccess: undefined,
    close: () => gateway.close(),
  };
}

const sentMail = ({ toRecipients = [], internetMessageHeaders = [] }: StateMessage): SentMail => ({
  to: toRecipients.map(({ emailAddress }) => emailAddress.address),
  marker: internetMessageHeaders.find(({ name }) => name.toLowerCase() === 'x-mergepost-id')?.value ?? null,
});
