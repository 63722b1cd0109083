/**
 * office.js from node_modules at the address of Microsoft's CDN, unmodified. Everything else that is not on this computer is
 * refused, so that no test leans on the network.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BrowserContext, Route } from 'playwright-core';

const DIST = join(dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')), 'dist');
const HOSTED = '/lib/1/hosted/';

export interface OfficeJs {
  /** What the pages wanted from elsewhere, and did not get. */
  refused: string[];
  /** While false, the address does not answer, as behind a firewall. */
  reachable: boolean;
}

export async function serveOfficeJs(context: BrowserContext): Promise<OfficeJs> {
  const served: OfficeJs = { refused: [], reachable: true };
  await context.route(
    (url) => !['localhost', '127.0.0.1'].includes(url.hostname) && url.protocol.startsWith('http'),
    (route) => answer(route, served),
  );
  return served;
}

async function answer(route: Route, served: OfficeJs): Promise<void> {
  const { hostname, pathname } = new URL(route.request().url());
  if (hostname === 'appsforoffice.microsoft.com' && pathname.startsWith(HOSTED) && served.reachable)
    return route.fulfill({ path: join(DIST, pathname.slice(HOSTED.length)), contentType: 'text/javascript' });
  if (pathname.endsWith('/MicrosoftAjax.js')) return route.fulfill({ body: AJAX, contentType: 'text/javascript' });
  served.refused.push(`${hostname}${pathname}`);
  return route.abort('internetdisconnected');
}

/** Stands in for MicrosoftAjax.js 3.5, which Outlook's script loads: only what it touches. */
const AJAX = `
window.Sys = window.Sys || {};
Sys.StringBuilder = function () {};
Sys.Debug = { trace() {} };
Sys.Browser = { agent: null };
Sys.Serialization = { JavaScriptSerializer: { serialize: JSON.stringify, deserialize: (text) => JSON.parse(text) } };
window.Type = Function;
Type.registerNamespace = (name) => name.split('.').reduce((at, step) => (at[step] = at[step] || {}), window);
Type.prototype.registerClass = function () { return this; };
Type.registerClass = function () {};
Function._validateParams = () => null;
Function.createDelegate = (on, method) => method.bind(on);
for (const kind of ['argument', 'argumentNull', 'argumentOutOfRange', 'argumentType', 'invalidOperation', 'parameterCount', 'notImplemented', 'argumentUndefined'])
  Error[kind] = Error[kind] || ((...words) => new Error(kind + ' ' + words.join(' ')));
Error.create = Error.create || ((message, more) => Object.assign(new Error(message), more));
String.format = String.format || ((text, ...values) => text.replace(/\\{(\\d+)\\}/g, (_, i) => values[i]));
`;
