/** Campaigns over HTTP on a merge house: what a program would call. Close `app` at the end. */
import { afterEach } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { aMergeHouse, anAppOf, type MergeHouse } from './aMergeHouse.ts';

export interface CampaignAnswer<T> {
  status: number;
  body: T;
  headers: Record<string, unknown>;
}

export interface CampaignFailure {
  success: false;
  code: string;
  error: string;
  details?: Record<string, unknown>;
}

export interface CampaignsApp {
  house: MergeHouse;
  app: FastifyInstance;
  call: <T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<CampaignAnswer<T>>;
}

export async function aCampaignsApp(given?: MergeHouse): Promise<CampaignsApp> {
  const house = given ?? (await aMergeHouse());
  const app = anAppOf(house);
  const call: CampaignsApp['call'] = async <T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<CampaignAnswer<T>> => {
    const answer = await app.inject({
      method,
      url: `/api/campaigns${path}`,
      headers: { 'x-user': 'anna', ...headers },
      ...(body !== undefined && { payload: body }),
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return { status: answer.statusCode, body: (isJson ? answer.json() : answer.body) as T, headers: answer.headers };
  };
  return { house, app, call };
}

/** For a whole test file: opens an app, and closes it when its test is over. */
export function appsClosedAfterEach(): (given?: MergeHouse) => Promise<CampaignsApp> {
  let opened: FastifyInstance | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  return async (given) => {
    const made = await aCampaignsApp(given);
    opened = made.app;
    return made;
  };
}
