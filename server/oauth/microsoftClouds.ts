/**
 * Microsoft's national clouds: one row of hosts for each.
 *
 * Sign-in: entra authentication-national-cloud; `aliases` are other names of the same issuer (instance discovery, as in
 * Microsoft's own libraries). Graph: graph "National cloud deployments". Outlook, SMTP and IMAP: Exchange "Authenticate an
 * IMAP, POP or SMTP connection using OAuth"; the network endpoint lists of Microsoft 365 for GCC High, DoD and 21Vianet.
 */
import type { Cloud, MailServer } from '../../shared/api/apps.ts';

export interface CloudHosts {
  /** Origin of sign-in; id_tokens of this cloud are issued under it. */
  login: string;
  /** Hosts at which the same sign-in also answers. */
  aliases: readonly string[];
  graph: string;
  /** The resource that SMTP and IMAP permissions belong to. */
  outlook: string;
  smtp: MailServer;
  imap: MailServer;
}

export const CLOUD_HOSTS: Record<Cloud, CloudHosts> = {
  global: {
    login: 'https://login.microsoftonline.com',
    aliases: ['login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    graph: 'https://graph.microsoft.com',
    outlook: 'https://outlook.office.com',
    smtp: submission('smtp.office365.com'),
    imap: imaps('outlook.office365.com'),
  },
  usgov: {
    login: 'https://login.microsoftonline.us',
    aliases: ['login.usgovcloudapi.net'],
    graph: 'https://graph.microsoft.us',
    outlook: 'https://outlook.office365.us',
    smtp: submission('smtp.office365.us'),
    imap: imaps('outlook.office365.us'),
  },
  dod: {
    login: 'https://login.microsoftonline.us',
    aliases: ['login.usgovcloudapi.net'],
    graph: 'https://dod-graph.microsoft.us',
    outlook: 'https://outlook-dod.office365.us',
    smtp: submission('outlook-dod.office365.us'),
    imap: imaps('outlook-dod.office365.us'),
  },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    aliases: ['login.chinacloudapi.cn'],
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    outlook: 'https://partner.outlook.cn',
    smtp: submission('smtp.partner.outlook.cn'),
    imap: imaps('partner.outlook.cn'),
  },
};

function submission(host: string): MailServer {
  return { host, port: 587, security: 'starttls', auth: 'xoauth2' };
}

function imaps(host: string): MailServer {
  return { host, port: 993, security: 'tls', auth: 'xoauth2' };
}
