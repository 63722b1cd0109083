// npm run dev: the server on https://localhost:3000 and the pane beside it, both made again when a file changes.
// The pane comes from the server itself, as in production: same origin, same headers, same policy. A change in addin/ or
// shared/ builds the pane and loads open pages again; a change in server/ or shared/ starts the server again.
import { mkdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import webpack from 'webpack';
import builds from '../addin/webpack.config.mjs';
import { isUp, ORIGIN, readyCertificates, root, say, startServer, untilReady } from './localServer.mjs';

const dist = path.join(root, 'addin', 'dist');
const liveReload = path.join(root, 'scripts', 'liveReload.mjs');

/** Readable, with source maps beside it (the policy of our pages forbids eval), and quick: nothing is made small. */
function forDevelopment(build) {
  const { pane } = build.entry;
  return {
    ...build,
    mode: 'development',
    devtool: 'source-map',
    entry: pane === undefined ? build.entry : { ...build.entry, pane: [liveReload, pane] },
    optimization: { ...build.optimization, minimize: false },
    performance: false,
    // What only saves bytes is left out; it also counts on unused code being taken away, which nobody does here.
    module: {
      ...build.module,
      rules: build.module.rules.filter((rule) => !/slimTokens|slimThemes/.test(JSON.stringify(rule.use ?? ''))),
    },
    plugins: build.plugins.filter((plugin) => plugin.constructor.name !== 'CompressFiles'),
  };
}

/** Builds again and again; `built` is called after each build without errors. */
function watchPane(built) {
  // A later `npm start` must not take this build for its own.
  rmSync(path.join(dist, 'build-hash'), { force: true });
  const compiler = webpack(builds.map(forDevelopment));
  compiler.watch({ aggregateTimeout: 100 }, (error, stats) => {
    if (error) throw error;
    if (stats.hasErrors()) return say(stats.toString('errors-only'));
    say(`Pane built (${new Date().toLocaleTimeString()}).`);
    mkdirSync(path.join(dist, 'dev'), { recursive: true });
    writeFileSync(path.join(dist, 'dev', 'build.txt'), stats.hash);
    built();
  });
  return compiler;
}

/** Starts the server, and starts it again when its files change. One that ended by itself waits for the next change. */
function watchServer(certificates) {
  let server = null;
  let timer = null;
  const stop = async () => {
    const running = server;
    server = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    await new Promise((resolve) => {
      running.once('exit', resolve);
      running.kill('SIGTERM');
    });
  };
  const startAgain = async () => {
    if (server !== null) say('Starting the server again …');
    await stop();
    server = startServer(certificates);
    await untilReady(server).then(
      () => say('Into Word or Outlook: npm run sideload:word, npm run sideload:outlook, in another window.'),
      (error) => say(`${error.message} Waiting for the next change.`),
    );
  };
  // One after the other: a second change may come while the server is still stopping for the first.
  let turn = Promise.resolve();
  const start = () => {
    turn = turn.then(startAgain);
  };
  const soon = (_event, file) => {
    if (!/\.(ts|mjs)$/.test(file ?? '')) return;
    clearTimeout(timer);
    timer = setTimeout(start, 200);
  };
  for (const folder of ['server', 'shared']) watch(path.join(root, folder), { recursive: true }, soon);
  return { start, stop };
}

if (await isUp()) {
  process.stderr.write(`Something answers on ${ORIGIN} already. Stop it, then run “npm run dev” again.\n`);
  process.exit(1);
}
const server = watchServer(await readyCertificates());
let started = false;
watchPane(() => {
  if (started) return;
  started = true;
  server.start();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop().then(() => process.exit(0)));
