// Starts Mergepost on https://localhost:3000 and puts the add-in into Office: npm run sideload:word, npm run sideload:outlook
// Where the tools of Office can do it, Word or Outlook opens with the add-in; elsewhere the steps are printed (docs/sideload.md).
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { isUp, ORIGIN, readyCertificates, root, say, startServer, untilReady } from './localServer.mjs';
import { sideloadCommand } from './sideloadCommand.mjs';

/** `manifest`: in the project's folder. `byTool`: where the tools of Office can put the add-in in; for Outlook on a Mac they cannot. */
const APPS = {
  word: {
    name: 'Word',
    manifest: 'manifest.xml',
    byTool: ['win32', 'darwin'],
    steps: (manifest) => [
      `Open ${ORIGIN} in this browser and accept the certificate if it asks.`,
      'Open a document at https://www.office.com, then Home > Add-ins > More Settings > Upload My Add-in.',
      `Choose ${manifest}`,
      'On the Home tab, press "Send as e-mails".',
    ],
  },
  outlook: {
    name: 'Outlook',
    manifest: 'manifest.outlook.xml',
    byTool: ['win32'],
    steps: (manifest) => [
      `Open ${ORIGIN} in this browser and accept the certificate if it asks.`,
      'Open https://aka.ms/olksideload and wait for the add-ins window, then My add-ins > Custom Addins > Add a custom add-in > Add from File.',
      `Choose ${manifest}`,
      'Begin a new mail and press "Send to a list" (under Apps in Outlook on the web), or open a mail and press "Mergepost".',
    ],
  },
};

function byTool(command, { manifest }, appName) {
  const { file, args, shell } = sideloadCommand(process.platform, command, manifest, appName);
  return spawnSync(file, args, { cwd: root, stdio: 'inherit', shell }).status === 0;
}

function printSteps({ name, manifest, steps }) {
  say(`\nPut the add-in into ${name} in a browser (more in docs/sideload.md):`);
  for (const [i, step] of steps(path.join(root, manifest)).entries()) say(`  ${i + 1}. ${step}`);
}

/** @returns the server that was started, or null where one is up already (`npm run dev`). */
async function readyServer() {
  if (await isUp()) {
    say(`${ORIGIN} is up already and is used as it is.`);
    return null;
  }
  if (spawnSync(process.execPath, [path.join(root, 'scripts', 'buildPane.mjs')], { stdio: 'inherit' }).status !== 0)
    process.exit(1);
  const server = startServer(await readyCertificates());
  process.once('SIGINT', () => server.kill('SIGINT'));
  process.once('SIGTERM', () => server.kill('SIGTERM'));
  await untilReady(server).catch((error) => {
    server.kill();
    process.stderr.write(`${error.message} Port 3000 stands in the manifests, so it cannot be another one here.\n`);
    process.exit(1);
  });
  return server;
}

const appName = process.argv[2];
const app = APPS[appName];
if (app === undefined) {
  process.stderr.write('Say where to: npm run sideload:word, or npm run sideload:outlook.\n');
  process.exit(2);
}
const server = await readyServer();
const done = app.byTool.includes(process.platform) && byTool('start', app, appName);
if (done) server?.once('exit', () => void byTool('stop', app, appName));
else printSteps(app);
if (server !== null) say('Stop the server with Ctrl+C.');
