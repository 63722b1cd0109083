/** Sign-ins from the command line that cannot even begin. The others are walked in test/e2e/fiveSystemsCommandLine.test.ts. */
import { expect, test } from '@jest/globals';
import { freePort } from '../../server/freePort.ts';
import { runAccounts } from '../../server/runAccounts.ts';

test.each<[string, { deviceCode?: true }]>([
  ['in the browser', {}],
  ['on another device', { deviceCode: true }],
])('%s: an issuer that does not answer is told in a sentence', async (_where, way) => {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const lines: string[] = [];
  const run = runAccounts({ env: {}, out: (line) => lines.push(line), err: (line) => lines.push(line) });
  const code = await run.signIn({
    provider: 'generic',
    clientId: 'mergepost',
    issuer,
    smtp: 'smtp.example.com:587',
    port: 0,
    browser: false,
    ...way,
  });
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/^127\.0\.0\.1 is not answering\. Try again in a few minutes\..*ECONNREFUSED/)]);
});
