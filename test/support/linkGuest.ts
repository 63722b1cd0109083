/** Hosted links as their owner makes them and a guest walks through them, in a connect house. */
import { expect } from '@jest/globals';
import type { ConnectLink } from '../../shared/api/links.ts';
import type { Browser, ConnectHouse, Shown } from './aConnectHouse.ts';

export const LINKS = '/api/email/auth/links';

export interface MadeLink {
  link: ConnectLink;
  url: string;
}

export async function madeLink(house: ConnectHouse, body: object = {}, user = 'ben'): Promise<MadeLink> {
  const answer = await house.call(user, 'POST', LINKS, body);
  expect(answer.status).toBe(201);
  return answer.body as MadeLink;
}

export async function linksOf(house: ConnectHouse, user = 'ben'): Promise<ConnectLink[]> {
  return ((await house.call(user, 'GET', LINKS)).body as { links: ConnectLink[] }).links;
}

/** Link → button → start page; answers the address of the provider's page. */
export async function walkLink(browser: Browser, url: string, app = 'mail'): Promise<string> {
  const started = await browser.press(await browser.open(url), 'app', app);
  expect(started.status).toBe(303);
  const { text } = await browser.open(started.location ?? '');
  return /<a class="primary" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
}

/** The provider `mail` sends the browser back with this code. */
export function comeBack(browser: Browser, authUrl: string, code: string): Promise<Shown> {
  return browser.open(`/api/email/auth/mail/callback?code=${code}&state=${new URL(authUrl).searchParams.get('state') ?? ''}`);
}

/** All the way to the question. */
export async function askedByLink(browser: Browser, url: string, code = 'carl.lasting'): Promise<Shown> {
  return comeBack(browser, await walkLink(browser, url), code);
}

export function expectOver({ status, text }: Shown): void {
  expect(status).toBe(410);
  expect(text).toContain('This link does not work any more.');
}
