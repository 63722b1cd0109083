/** The sandbox as a test sees it from outside: its JSON surface, not its code. */
import type { TestServer } from './aServer.ts';

export interface ArrivedMail {
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  text: string;
  headers: { name: string; value: string }[];
  attachments: { name: string; contentId?: string; isInline: boolean; size: number }[];
}

interface ShownMail extends Omit<ArrivedMail, 'to' | 'cc' | 'bcc' | 'html'> {
  to: { address: string }[];
  cc: { address: string }[];
  bcc: { address: string }[];
  html?: string;
}

/** Every mail the sandbox accepted, in order. */
export async function sandboxMails(server: Pick<TestServer, 'sandboxUrl'>): Promise<ArrivedMail[]> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/mails?full=1`);
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to “show the mails”.`);
  const { mails } = (await response.json()) as { mails: ShownMail[] };
  const plain = (people: { address: string }[]): string[] => people.map((person) => person.address);
  return mails.map((mail) => ({ ...mail, html: mail.html ?? '', to: plain(mail.to), cc: plain(mail.cc), bcc: plain(mail.bcc) }));
}

/** The next `times` requests to a route go wrong like this (see the sandbox's faults). */
export async function scriptFault(
  server: Pick<TestServer, 'sandboxUrl'>,
  route: string,
  fault: object,
  times = 1,
): Promise<void> {
  const response = await fetch(`${server.sandboxUrl}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ route, fault, times }),
  });
  if (!response.ok) throw new Error(`The sandbox did not take the fault: ${await response.text()}`);
}
