/** What a server hands out of itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bothManifests } from '../../../server/manifest/bothManifests.ts';
import { mountManifests } from '../../../server/manifest/manifest.routes.ts';
import { rootOf } from '../../support/manifestTree.ts';
import { aServer, api, type TestServer } from '../../support/aServer.ts';

const PATHS = ['/manifest.xml', '/manifest.outlook.xml'] as const;

describe('a server that is reached over http', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aServer();
  });
  afterAll(() => server.close());

  test.each(PATHS)('%s says what is missing', async (path) => {
    const { status, body } = await api(server, 'GET', path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ success: false, code: 'NOT_FOUND' });
    expect(body['error']).toContain(`this server is at ${server.url}`);
    expect(body['error']).toMatch(/https only.*TLS_CERT_FILE.*npm run sideload:word/);
  });
});

describe('what the manifests name', () => {
  const { files } = bothManifests({ serverUrl: 'https://mail.example.com', version: '0.1.0' });
  const named = (ending: string) => [
    ...new Set(
      Object.values(files).flatMap((xml) =>
        [...xml.matchAll(/"https:\/\/mail\.example\.com(\/[^"]*)"/g)]
          .map(([, path = '']) => path)
          .filter((path) => path.endsWith(ending)),
      ),
    ),
  ];
  let server: TestServer;
  beforeAll(async () => {
    server = await aServer();
  });
  afterAll(() => server.close());

  test.each(named('.png'))('%s is a picture that Office may keep and show anywhere', async (path) => {
    const { status, headers } = await fetch(`${server.url}${path}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(headers.get('cache-control')).toMatch(/max-age=\d{2,}/);
    expect(headers.get('cache-control')).not.toMatch(/no-(cache|store)/);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  test.each(['/office/taskpane.html', '/de/office/taskpane.html', '/', '/?lang=de'])('%s is a page', async (path) => {
    expect(Object.values(files).join('')).toContain(`"https://mail.example.com${path}"`);
    const { status, headers } = await fetch(`${server.url}${path}`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });
});

describe('a server that is reached over https', () => {
  /** What the routes answer, without a socket: path → headers and body. */
  async function answered(serverUrl: string): Promise<Map<string, { headers: Record<string, string>; body: string }>> {
    const handlers = new Map<string, (reply: unknown) => Promise<unknown>>();
    mountManifests(
      (route, handle) => {
        handlers.set(route.path, (reply) => Promise.resolve(handle({ reply } as Parameters<typeof handle>[0])));
      },
      { serverUrl, version: '1.2.3' },
    );
    const answers = new Map<string, { headers: Record<string, string>; body: string }>();
    for (const [path, run] of handlers) {
      const headers: Record<string, string> = {};
      const reply = {
        type: (value: string) => reply.header('content-type', value),
        header: (name: string, value: string) => {
          headers[name] = value;
          return reply;
        },
        send: (body: string) => answers.set(path, { headers, body }),
      };
      await run(reply);
    }
    return answers;
  }

  test('hands out what the command writes, as files to keep', async () => {
    const answers = await answered('https://mail.example.com');
    const { files } = bothManifests({ serverUrl: 'https://mail.example.com', version: '1.2.3' });
    expect([...answers.keys()]).toEqual([...PATHS]);
    for (const name of ['manifest.xml', 'manifest.outlook.xml'] as const) {
      expect(answers.get(`/${name}`)).toEqual({
        headers: {
          'content-type': 'application/xml; charset=utf-8',
          'cache-control': 'no-cache',
          'content-disposition': `attachment; filename="${name}"`,
        },
        body: files[name],
      });
      expect(rootOf(files[name]).name).toBe('OfficeApp');
    }
  });

  test.each(['https://mail.example.com.', 'https://a&b.example'])(
    '%s says what is wrong with it, not that https is missing',
    async (url) => {
      const refusal = await answered(url).catch((error: unknown) => String(error));
      expect(refusal).toMatch(/There is no manifest\.xml here yet: (?:mail|a&b).*That is SERVER_URL/);
      expect(refusal).not.toContain('https only');
    },
  );
});
