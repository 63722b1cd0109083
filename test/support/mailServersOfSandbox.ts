/** Mail servers that nobody here wrote, for mailboxes whose access tokens come from the sandbox: they ask it whose each one is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anImapServer, type TestImapServer } from './anImapServer.ts';
import { anSmtpServer, type TestSmtpServer } from './anSmtpServer.ts';
import { tokenInfoOf } from './sandboxOverHttp.ts';

export interface MailServers {
  smtp: TestSmtpServer;
  /** TLS from the start, and OAUTHBEARER in place of XOAUTH2. */
  bearer: TestSmtpServer;
  imap: TestImapServer;
  /** For MAIL_CA_FILE: who vouches for both. */
  caFile: string;
  /** To be called once the sandbox is up, before anybody logs in. `others`: whose access token it is at another provider. */
  ask(sandboxUrl: string, others?: (accessToken: string) => Promise<string | undefined>): void;
  close(): Promise<void>;
}

export async function mailServersOfSandbox(): Promise<MailServers> {
  let sandboxUrl = '';
  let others: (accessToken: string) => Promise<string | undefined> = () => Promise.resolve(undefined);
  const whose = (kind: 'smtp' | 'imap') => async (accessToken: string) => {
    const info = await tokenInfoOf({ sandboxUrl }, accessToken);
    return info.active && info[kind] ? info.address : others(accessToken);
  };
  const [smtp, bearer, imap] = await Promise.all([
    anSmtpServer({ whose: whose('smtp') }),
    anSmtpServer({ whose: whose('smtp'), security: 'tls', auth: 'oauthbearer' }),
    anImapServer({ tokens: {}, whose: whose('imap') }),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-mail-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, [smtp, bearer, imap].map(({ ca }) => ca).join('\n'));
  return {
    smtp,
    bearer,
    imap,
    caFile,
    ask: (url, more = others) => {
      sandboxUrl = url;
      others = more;
    },
    close: async () => {
      await Promise.all([smtp.close(), bearer.close(), imap.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
