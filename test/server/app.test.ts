/** The headers an Office add-in needs, set on purpose, and the pane as static files. Needs a built pane (npm test builds it). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aServer, type TestServer } from '../support/aServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await aServer();
});
afterAll(() => server.close());

const get = (path: string) => fetch(`${server.url}${path}`);

describe('every page', () => {
  test.each(['/', '/office/taskpane.html', '/docs', '/api/about', '/nothing'])(
    '%s may be opened by an Office dialog and framed by Office',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
      expect(headers.get('x-frame-options')).toBeNull();
      expect(headers.get('content-security-policy')).toContain('https://appsforoffice.microsoft.com');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );
});

describe('the pane', () => {
  test('asks Microsoft’s CDN for office.js only where the manifest opens it', async () => {
    expect(await (await get('/')).text()).not.toContain('office.js');
    expect(await (await get('/office/taskpane.html')).text()).toContain(
      'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
    );
  });

  test('keeps hashed files for ever and asks for pages again', async () => {
    const script = /src="?(\/static\/[^\s">]+\.js)/.exec(await (await get('/')).text())?.[1] ?? '';
    expect((await get(script)).headers.get('cache-control')).toContain('immutable');
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
  });

  test.each([16, 32, 64, 80])('has an icon of %i px that Office may show and keep', async (size) => {
    const { status, headers } = await get(`/assets/icon-${size}.png`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).not.toMatch(/no-(cache|store)/);
  });

  test('does not give away what lies beside it', async () => {
    for (const path of ['/../package.json', '/..%2fpackage.json', '/.hash', '/static/../../package.json']) {
      expect((await get(path)).status).toBeGreaterThanOrEqual(400);
    }
  });
});
