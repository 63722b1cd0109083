/** The built task pane and its pictures as static files, with the caching Office and browsers need. */
import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const NOT_BUILT =
  'The task pane has not been built yet. Run “npm run build”, or start the server with “npm start”, which builds it.';

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
    index: ['pane.html'],
    schemaHide: true,
    setHeaders: (reply, path) => setHeaders(reply, path.slice(root.length)),
  });
}

/** Hashed names never change; pages are asked for again; icons must not be `no-store` (Office refuses those) and are shown by other origins. */
function setHeaders(reply: Pick<FastifyReply, 'header'>, path: string): void {
  const hashed = path.startsWith('/static/');
  const page = path.endsWith('.html');
  void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : page ? 'no-cache' : 'public, max-age=3600');
  if (path.startsWith('/assets/')) void reply.header('cross-origin-resource-policy', 'cross-origin');
}
