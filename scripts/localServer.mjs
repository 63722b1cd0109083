// The server on https://localhost:3000, as Office wants it: with a certificate for localhost, and a way to know when it is up.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { get } from 'node:https';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

export const root = path.dirname(import.meta.dirname);
const PORT = '3000';
export const ORIGIN = `https://localhost:${PORT}`;
export const say = (text) => process.stdout.write(`${text}\n`);

/**
 * A certificate for localhost. The package installs its own authority as trusted (it may ask for a password); where that is
 * not possible a certificate is made all the same, and the person is told how to trust it.
 */
export async function readyCertificates() {
  const certs = (await import('office-addin-dev-certs')).default;
  try {
    await certs.getHttpsServerOptions();
    const folder = path.join(process.env.USERPROFILE ?? process.env.HOME ?? '', '.office-addin-dev-certs');
    return { cert: path.join(folder, 'localhost.crt'), key: path.join(folder, 'localhost.key') };
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
  return { cert, key };
}

function firstLine(reason) {
  return String(reason instanceof Error ? reason.message : reason).split('\n')[0];
}

export function startServer({ cert, key }) {
  const env = { ...process.env, PORT, TLS_CERT_FILE: cert, TLS_KEY_FILE: key };
  return spawn(process.execPath, [path.join(root, 'server', 'main.mjs')], { cwd: root, env, stdio: 'inherit' });
}

/** Whether a server is up there. Whether its certificate is trusted is Office's concern, not this question's. */
export function isUp() {
  return new Promise((resolve) => {
    const asked = get(`${ORIGIN}/health/live`, { rejectUnauthorized: false }, (answer) =>
      resolve(answer.resume().statusCode === 200),
    );
    asked.on('error', () => resolve(false));
  });
}

/** Resolves when the server answers; rejects when it ends before. */
export async function untilReady(server) {
  const ended = new Promise((_, reject) => {
    server.once('exit', (code) => reject(new Error(`The server ended with code ${code}; the reason stands above.`)));
  });
  await Promise.race([answered(), ended]);
}

async function answered() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isUp()) return;
    await wait(200);
  }
  throw new Error(`${ORIGIN} did not answer within 20 seconds.`);
}
