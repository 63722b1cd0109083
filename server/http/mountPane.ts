/** The built task pane and its pictures as static files, with the caching Office and browsers need. */
import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chooseLanguage } from './chooseLanguage.ts';
import { speakIn } from './speakIn.ts';

const NOT_BUILT =
  'The task pane has not been built yet. Run “npm run build”, or start the server with “npm start”, which builds it.';

/** Address of a page → its file in the folder of a language. */
const PAGES = { '/': 'pane.html', '/office/taskpane.html': 'office/taskpane.html' };

export async function mountPane(app: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(`${root}/pane.html`)) {
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root,
    cacheControl: false,
    index: false,
    // The build lays a .br and a .gz beside every text file; which one fits is told by Vary.
    preCompressed: true,
    schemaHide: true,
    setHeaders: (reply, path) => setHeaders(reply, path.slice(root.length)),
  });
  for (const [url, file] of Object.entries(PAGES)) {
    const handler = (request: FastifyRequest, reply: FastifyReply) => sendPage(file, request, reply);
    app.route({ method: ['GET', 'HEAD'], url, schema: { hide: true }, handler });
  }
}

/** The same address in the reader's language; `?lang=` is for manifests, which know the language of the Office they are shown in. */
function sendPage(file: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { lang } = request.query as { lang?: unknown };
  const language = chooseLanguage(lang, request.headers['accept-language']);
  speakIn(reply, language);
  return reply.sendFile(language === 'en' ? file : `${language}/${file}`);
}

/** Hashed names never change; pages are asked for again; icons must not be `no-store` (Office refuses those) and are shown by other origins. */
function setHeaders(reply: Pick<FastifyReply, 'header'>, path: string): void {
  const hashed = path.startsWith('/static/');
  const page = /\.html(\.br|\.gz)?$/.test(path);
  void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : page ? 'no-cache' : 'public, max-age=3600');
  if (path.startsWith('/assets/')) void reply.header('cross-origin-resource-policy', 'cross-origin');
}
