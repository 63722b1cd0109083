// Starts Mergepost on https://localhost:3000 and puts the add-in into Word: npm run sideload:word
// Windows and Mac: Word opens with the add-in. Elsewhere: the steps for Word on the web are printed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.dirname(import.meta.dirname);
const manifest = path.join(root, 'manifest.xml');
const PORT = '3000';
const ORIGIN = `https://localhost:${PORT}`;
const DEBUGGING = 'office-addin-debugging@7.0.0';
const say = (text) => process.stdout.write(`${text}\n`);

/**
 * A certificate for localhost. The package installs its own authority as trusted (it may ask for a password); where that is
 * not possible a certificate is made all the same, and the person is told how to trust it.
 */
async function readyCertificates() {
  const certs = (await import('office-addin-dev-certs')).default;
  try {
    await certs.getHttpsServerOptions();
    const folder = path.join(process.env.USERPROFILE ?? process.env.HOME ?? '', '.office-addin-dev-certs');
    return { cert: path.join(folder, 'localhost.crt'), key: path.join(folder, 'localhost.key'), trusted: true };
  } catch (reason) {
    return makeUntrusted(certs, reason);
  }
}

async function makeUntrusted(certs, reason) {
  const folder = path.join(root, 'data', 'certs');
  const [ca, cert, key] = ['ca.crt', 'localhost.crt', 'localhost.key'].map((name) => path.join(folder, name));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(cert) || !certs.verifyCertificates(cert, key))
    await certs.generateCertificates(ca, cert, key, 30, ['localhost', '127.0.0.1']);
  say(`The certificate could not be trusted automatically (${firstLine(reason)}).`);
  say(`Import ${ca} as a trusted authority in your system or browser, or open ${ORIGIN} once and accept the warning.`);
  return { cert, key, trusted: false };
}

function firstLine(reason) {
  return String(reason instanceof Error ? reason.message : reason).split('\n')[0];
}

function startServer({ cert, key }) {
  const env = { ...process.env, PORT, TLS_CERT_FILE: cert, TLS_KEY_FILE: key };
  return spawn(process.execPath, [path.join(root, 'server', 'main.mjs')], { cwd: root, env, stdio: 'inherit' });
}

/** Resolves when the server answers; rejects when it ends before. */
async function untilReady(server) {
  const { get } = await import('node:https');
  const ended = new Promise((_, reject) => {
    server.once('exit', (code) => reject(new Error(`The server ended with code ${code}; the reason stands above.`)));
  });
  // Our own server on this computer: whether its certificate is trusted is Word's concern, not this question's.
  const ask = () =>
    new Promise((resolve) => {
      get(`${ORIGIN}/health/live`, { rejectUnauthorized: false }, (answer) => resolve(answer.resume().statusCode === 200)).on(
        'error',
        () => resolve(false),
      );
    });
  const answered = async () => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (await ask()) return;
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
    }
    throw new Error(`${ORIGIN} did not answer within 20 seconds.`);
  };
  await Promise.race([answered(), ended]);
}

function sideload(command) {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const args = [
    '--yes',
    DEBUGGING,
    command,
    manifest,
    ...(command === 'start' ? ['desktop', '--app', 'word', '--no-debug', '--no-live-reload'] : []),
  ];
  return spawnSync(npx, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function printWebSteps() {
  say('');
  say('Word for the desktop runs on Windows and Mac only. In Word on the web:');
  say(`  1. Open ${ORIGIN} in this browser and accept the certificate if it asks.`);
  say('  2. Open a document at https://www.office.com, then Home > Add-ins > More Add-ins > My Add-ins > Upload My Add-in.');
  say(`  3. Choose ${manifest}`);
  say('  4. On the Home tab, press "Send as e-mails".');
  say('Stop the server with Ctrl+C.');
}

if (spawnSync(process.execPath, [path.join(root, 'scripts', 'buildPane.mjs')], { stdio: 'inherit' }).status !== 0)
  process.exit(1);
const server = startServer(await readyCertificates());
process.once('SIGINT', () => server.kill('SIGINT'));
process.once('SIGTERM', () => server.kill('SIGTERM'));
try {
  await untilReady(server);
} catch (error) {
  server.kill();
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const desktop = process.platform === 'win32' || process.platform === 'darwin';
if (!desktop) printWebSteps();
else if (sideload('start')) server.once('exit', () => void sideload('stop'));
else say(`Word could not be opened with the add-in; the reason stands above. The server runs on ${ORIGIN}.`);
