/** Routes on a server to which nobody is signed in. */
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../server/http/appError.ts';
import { errorReply } from '../../server/http/errorReply.ts';
import { type Mount, mounter } from '../../server/http/mount.ts';

export function withoutSession(app: FastifyInstance, mountRoutes: (mount: Mount) => void): void {
  app.setErrorHandler(errorReply);
  mountRoutes(
    mounter({
      app,
      callerOf: () => Promise.reject(new AppError('UNAUTHENTICATED', 'Nobody is signed in.')),
      idempotent: (_ask, work) => work(),
    }),
  );
}
