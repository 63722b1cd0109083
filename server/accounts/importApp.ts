/** Which application imported tokens belong to: one of this server's, or one that the importer brings along. */
import { APP_KINDS, type AppKind, type NewApp } from '../../shared/api/apps.ts';
import type { ImportBody } from '../../shared/api/importAccount.ts';
import { AppError } from '../http/appError.ts';
import type { Caller } from '../http/caller.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';

export interface ImportAppDeps {
  appByKey: (key: string) => Promise<OAuthApp | undefined>;
  /** One that is for everybody. */
  appByClient: (kind: AppKind, clientId: string) => Promise<OAuthApp | undefined>;
  /** Somebody's own app as it would be stored. @throws AppError where it does not fit together. */
  draftOwnApp: (ownerId: string, ask: Omit<NewApp, 'key'>) => Promise<OAuthApp>;
}

export interface ImportApp {
  app: OAuthApp;
  /** Brought along: it is stored once its tokens worked. */
  own: boolean;
}

type Importer = Pick<Caller, 'userId' | 'role'>;

export async function chooseImportApp(deps: ImportAppDeps, caller: Importer, body: ImportBody): Promise<ImportApp> {
  refuseOwnHosts(caller, body);
  const named = body.provider ?? 'microsoft';
  const kind = APP_KINDS.find((each) => each === named);
  const keyed = visible(caller, await deps.appByKey(named));
  if (!kind && !keyed) {
    throw new AppError(
      'APP_NOT_FOUND',
      `This server knows no “${named}”. Give microsoft, google, generic, or the key of one of its applications.`,
    );
  }
  const app = body.clientSecret === undefined ? await sharedApp(deps, keyed, kind, body.clientId) : undefined;
  if (app) return { app: usable(app, body), own: false };
  if (!kind) throw otherClient(keyed);
  return { app: await ownApp(deps, caller, kind, body), own: true };
}

/** The server would call them from inside its own network. */
function refuseOwnHosts({ role }: Importer, body: ImportBody): void {
  const given = (['urls', 'smtp', 'imap'] as const).filter((name) => body[name] !== undefined);
  if (role === 'admin' || given.length === 0) return;
  throw new AppError(
    'ADMIN_ONLY',
    `Only an administrator of this Mergepost server may give ${given.join(', ')}, because the server would call those addresses. Leave them out, or ask an administrator to add the application; then import with its key as provider.`,
  );
}

function visible({ userId }: Importer, app: OAuthApp | undefined): OAuthApp | undefined {
  return app && (app.ownerId === null || app.ownerId === userId) ? app : undefined;
}

async function sharedApp(
  deps: ImportAppDeps,
  keyed: OAuthApp | undefined,
  kind: AppKind | undefined,
  clientId: string | undefined,
): Promise<OAuthApp | undefined> {
  if (clientId === undefined || keyed?.clientId === clientId) return keyed;
  return kind && deps.appByClient(kind, clientId);
}

/** What follows from the app cannot be said again, differently. */
function usable(app: OAuthApp, body: ImportBody): OAuthApp {
  if (!app.enabled) {
    throw new AppError(
      'APP_NOT_FOUND',
      `“${app.name}” is switched off on this server. Ask the person who runs it, or import with an app of your own: give clientSecret too.`,
    );
  }
  const given = (['cloud', 'baseScope', 'urls', 'smtp', 'imap'] as const).filter((name) => body[name] !== undefined);
  if (given.length === 0 || app.ownerId !== null) return app;
  throw new AppError(
    'INVALID_REQUEST',
    `These tokens belong to “${app.name}”, an application of this server, and ${given.join(', ')} ${given.length === 1 ? 'follows' : 'follow'} from it. Leave ${given.length === 1 ? 'it' : 'them'} out.`,
  );
}

function otherClient(keyed: OAuthApp | undefined): AppError {
  return new AppError(
    'INVALID_REQUEST',
    `“${keyed?.name}” of this server has its own client id and secret. Leave clientId and clientSecret out, or give provider ${keyed?.kind} to import with an application of your own.`,
  );
}

async function ownApp(deps: ImportAppDeps, { userId }: Importer, kind: AppKind, body: ImportBody): Promise<OAuthApp> {
  const { clientId, clientSecret, tenant, cloud, urls, baseScope, smtp, imap } = body;
  if (clientId === undefined) {
    throw new AppError('MISSING_FIELDS', 'Missing required fields: clientId', { details: { missing: ['clientId'] } });
  }
  return deps.draftOwnApp(userId, {
    kind,
    clientId,
    ...(kind === 'generic' && { name: nameOf(urls) }),
    ...(clientSecret !== undefined && { clientSecret }),
    ...(tenant !== undefined && { accountTypes: tenant }),
    ...(cloud !== undefined && { cloud }),
    ...(urls !== undefined && { urls }),
    ...(baseScope !== undefined && { baseScope }),
    ...(smtp !== undefined && { smtp }),
    ...(imap !== undefined && { imap }),
  });
}

/** People read it: “login.example.com takes each key …”. */
function nameOf(urls: ImportBody['urls']): string {
  const url = urls?.issuer ?? urls?.tokenUrl ?? urls?.authorizeUrl;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : 'Own app';
}
