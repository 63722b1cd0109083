/** The HTTP server: limits, headers, error replies, documentation; the features mount themselves onto it. */
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import { AppError } from './http/appError.ts';
import { documented } from './http/describeRoute.ts';
import { errorReply, notFoundReply } from './http/errorReply.ts';
import { letGo } from './http/letGo.ts';
import { mountPane } from './http/mountPane.ts';
import { validators } from './http/validators.ts';

export interface AppOptions {
  logger: FastifyBaseLogger;
  newId: () => string;
  serverUrl: string;
  version: string;
  trustProxy: boolean | string;
  allowedOrigins: string[];
  tls: { key: string; cert: string } | null;
  /** Folder of the built task pane. */
  paneRoot: string;
}

const MIB = 1024 * 1024;

/** Fastify's own words would repeat the address, and with it what its query holds. */
const BAD_ADDRESS = new AppError('INVALID_REQUEST', 'This address cannot be read. Check it for stray characters.');

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.logger,
    genReqId: options.newId,
    // A client must not choose the id that support will search for.
    requestIdHeader: false,
    trustProxy: options.trustProxy,
    bodyLimit: MIB,
    // An error text may be looked up as a whole (/api/help/:code); its letters count as they are in the address.
    routerOptions: { maxParamLength: 600 },
    // Made by themselves, HEAD routes would do the work of a GET: redeem a code, or open an event stream that never ends.
    exposeHeadRoutes: false,
    frameworkErrors: (_error, request, reply) => void errorReply(BAD_ADDRESS, request, reply),
    ...(options.tls && { https: options.tls }),
  }) as unknown as FastifyInstance;
  letGo(app);
  app.setErrorHandler(errorReply);
  app.setNotFoundHandler((request, reply) => notFoundReply(request, reply));
  app.setValidatorCompiler(validators());
  await app.register(cookie);
  if (options.allowedOrigins.length > 0) {
    await app.register(cors, {
      origin: options.allowedOrigins,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
      exposedHeaders: ['retry-after'],
    });
  }
  await app.register(helmet, helmetOptions(options.serverUrl));
  await limitStrangers(app);
  await describeApi(app, options);
  await mountPane(app, options.paneRoot);
  return app;
}

const OFFICE_CDN = 'https://appsforoffice.microsoft.com';

/**
 * Helmet's defaults break an Office add-in, each in its own way: X-Frame-Options stops Office on the web from showing the
 * pane at all, COOP same-origin makes the sign-in window look closed at once (error 12006), the CSP blocks office.js.
 */
function helmetOptions(serverUrl: string): Parameters<typeof helmet>[1] {
  return {
    frameguard: false,
    crossOriginOpenerPolicy: { policy: 'unsafe-none' },
    crossOriginEmbedderPolicy: false,
    hsts:
      serverUrl.startsWith('https:') && !serverUrl.startsWith('https://localhost')
        ? { maxAge: 31_536_000, includeSubDomains: false }
        : false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", OFFICE_CDN, 'https://ajax.aspnetcdn.com'],
        // Fluent writes its styles into the page; a letter brings inline styles of its own.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        frameSrc: ["'self'", 'blob:', 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
  };
}

/** What can be called without a session is limited by address; whoever has a session is known by name. */
async function limitStrangers(app: FastifyInstance): Promise<void> {
  const open = [
    '/connect/',
    '/api/auth/sign-in',
    '/api/auth/session',
    '/api/auth/office',
    '/api/email/auth/:providerKey/callback',
    '/api/email/auth/confirm',
    '/link/',
    '/api/help/',
  ];
  app.addHook('onRoute', (route) => {
    if (open.some((path) => route.url.startsWith(path)))
      route.config = { ...route.config, rateLimit: { max: 300, timeWindow: '1 minute' } };
  });
  await app.register(rateLimit, { global: false });
}

async function describeApi(app: FastifyInstance, { serverUrl, version }: AppOptions): Promise<void> {
  await app.register(swagger, {
    transform: ({ schema, url, route }) => ({ url, schema: documented(schema, route.config) as typeof schema }),
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mergepost',
        version,
        description:
          'Send a Word mail merge from your own mailbox. Every failed answer has the same body: success, error, code, requestId.',
      },
      servers: [{ url: serverUrl }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      tags: ['Session', 'Email accounts', 'Applications', 'Campaigns', 'Help', 'Operations'].map((name) => ({ name })),
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Mergepost API', css: [{ filename: 'mergepost.css', content: '.swagger-ui .topbar { display: none }' }] },
  });
}
