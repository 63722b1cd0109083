/** Where the host page lies: a server of its own, since Chromium lets pages that nobody served reach nothing on this computer. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { aTestCertificate } from '../aTestCertificate.ts';

export interface HostServer {
  origin: string;
  /** What every address answers with from now on. */
  show(html: string): void;
  close(): Promise<void>;
}

export async function hostServer(): Promise<HostServer> {
  let page = '';
  const { key, cert } = await aTestCertificate();
  const server = createServer({ key, cert }, (request, response) => {
    const found = request.url?.startsWith('/office') === true;
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(found ? page : '');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    show: (html) => {
      page = html;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
