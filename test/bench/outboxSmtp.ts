/**
 * Campaigns over SMTP, end to end, against a bare nodemailer pool with as many connections to the same mail server: TLS and
 * XOAUTH2 on both sides, the same mails (HTML and plain text, merged). Ours as over Graph (outboxGraph.ts), with getting the
 * first access token of each mailbox. The peer is given merged texts and makes and sends the mails; its pool never reconnects.
 */
import { createTransport } from 'nodemailer';
import { emptyApp } from '../../server/oauth/emptyApp.ts';
import { benchHouse, type HouseAsk, unlessPaused } from './outboxHouse.ts';
import { campaignOf, FILE, mergedMail } from './outboxMail.ts';
import { inPairs, mailsOfRound, type Side, verdict } from './outboxMeasure.ts';
import { type Peer, startPeer } from './outboxPeers.ts';
import type { Line } from './ratio.ts';

interface Servers {
  /** Gives access tokens. */
  tokens: Peer;
  mail: Peer;
}

export interface SmtpCase {
  mailboxes: number;
  withFile: boolean;
  goal: number;
}

const POOL_SECONDS = 2;
const FIRST_ROUND_MAILS = 400;

export async function smtpLine(smtpCase: SmtpCase): Promise<Line> {
  const { mailboxes, withFile, goal } = smtpCase;
  const servers = { tokens: await startPeer('./outboxSink.ts'), mail: await startPeer('./outboxSmtpSink.ts') };
  try {
    const ours = (mails: number) => smtpSide(servers, smtpCase, mails);
    const mails = await mailsOfRound(ours, mailboxes, FIRST_ROUND_MAILS);
    const pairs = await inPairs({
      ours: ours(mails),
      peer: poolSide(servers.mail, smtpCase),
      pids: [servers.tokens.pid, servers.mail.pid],
    });
    const what = `SMTP, ${mailboxes} ${mailboxes === 1 ? 'mailbox' : 'mailboxes'}${withFile ? ', 100 KB for everybody' : ''}`;
    const note = `${mails} mails a round, TLS, XOAUTH2, synchronous=FULL, group commit`;
    return verdict(pairs, { what, peer: 'nodemailer pool', goal, note });
  } finally {
    await servers.tokens.stop();
    await servers.mail.stop();
  }
}

function appOf({ tokens, mail }: Servers): HouseAsk['app'] {
  return {
    ...emptyApp('generic'),
    id: 'bench',
    key: 'bench',
    name: 'Bench',
    source: 'settings',
    clientId: 'bench',
    urls: {
      authorizeUrl: `http://127.0.0.1:${tokens.port}/authorize`,
      tokenUrl: `http://127.0.0.1:${tokens.port}/token`,
    },
    scopes: ['mail'],
    smtp: { host: 'localhost', port: mail.port, security: 'tls', auth: 'xoauth2' },
  };
}

function smtpSide(servers: Servers, { mailboxes, withFile }: SmtpCase, mails: number): Side {
  const { tokens, mail } = servers;
  return {
    round: async () => {
      const app = appOf(servers);
      const house = await benchHouse({ sinkPort: tokens.port, mailboxes, ...(app && { app }), mailCa: mail.ca ?? '' });
      try {
        for (const account of house.accounts) await house.campaign(account, campaignOf(mails / mailboxes, withFile));
        await mail.order({ tell: mails });
        const all = mail.came();
        const began = performance.now();
        await house.composed.start();
        await unlessPaused(house.databasePath, all);
        await house.accepted(mails);
        return mails / ((performance.now() - began) / 1000);
      } finally {
        await house.close();
      }
    },
  };
}

/** So many merged mails are ready, and sent in turn. */
const MERGED = 500;

/** The pool hands the next mail to whichever connection is free. */
function poolSide({ port, ca }: Peer, { mailboxes, withFile }: SmtpCase): Side {
  const content = Buffer.from(FILE.contentBytes, 'base64');
  const attachments = withFile ? [{ filename: FILE.name, contentType: FILE.contentType, content }] : [];
  const rows = Array.from({ length: MERGED }, (_, index) => mergedMail(index + 1));
  return {
    round: async () => {
      const pool = createTransport({
        pool: true,
        maxConnections: mailboxes,
        maxMessages: Number.POSITIVE_INFINITY,
        host: 'localhost',
        port,
        secure: true,
        tls: { ca: ca ?? '' },
        auth: { type: 'OAuth2', user: 'sender1@contoso.example', accessToken: 't'.repeat(1500) },
      });
      const began = performance.now();
      let sent = 0;
      const loop = async (): Promise<void> => {
        while (performance.now() - began < POOL_SECONDS * 1000) {
          await pool.sendMail({ from: 'sender1@contoso.example', ...rows[sent++ % MERGED], attachments });
        }
      };
      await Promise.all(Array.from({ length: mailboxes }, loop));
      const rate = sent / ((performance.now() - began) / 1000);
      pool.close();
      return rate;
    },
  };
}
