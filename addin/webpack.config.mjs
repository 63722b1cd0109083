// Three builds: the pane in English and in German (React; two pages each) and the script of the connection window (no React).
import { readdirSync } from 'node:fs';
import path from 'node:path';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import MinimizerPlugin from 'minimizer-webpack-plugin';
import { CompressFiles } from './build/compressFiles.mjs';
import { CopyFiles } from './build/copyFiles.mjs';
import { SweepDist } from './build/sweepDist.mjs';

const here = import.meta.dirname;
const root = path.dirname(here);
const dist = path.join(here, 'dist');
const BUILDS = ['pane', 'pane-de', 'dialog'];

const swc = {
  loader: 'swc-loader',
  options: {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
  },
};
const loader = (name) => path.join(here, 'build', name);
const contracts = path.join(root, 'shared', 'api') + path.sep;
const scripts = {
  test: /\.tsx?$/,
  exclude: /node_modules/,
  oneOf: [{ include: contracts, use: [loader('routesOnly.mjs'), swc] }, { use: [swc] }],
};
/** Nothing in these folders does anything when it is merely loaded: what is not used is left out. */
const quiet = {
  include: ['shared', 'addin/ui', 'addin/api', 'addin/session'].map((folder) => path.join(root, folder)),
  sideEffects: false,
};
const designTokens = {
  test: /@fluentui[\\/]tokens[\\/]lib[\\/]tokens\.js$/,
  use: [loader('slimTokens.mjs')],
};
const fluentThemes = {
  test: /@fluentui[\\/]tokens[\\/]lib[\\/]themes[\\/]web[\\/]\w+Theme\.js$/,
  use: [loader('slimThemes.mjs')],
};
const fluentStyles = {
  test: /@fluentui[\\/][^\\/]+[\\/]lib[\\/].*\.styles\.js$/,
  use: [loader('slimStyles.mjs')],
};
const words = path.join(here, 'ui', 'texts') + path.sep;
/** In the English build too: a module is named by its loaders, and must have the same name in both. */
const spoken = (language) => ({
  include: words,
  enforce: 'pre',
  use: [{ loader: loader('readInLanguage.mjs'), options: { language } }],
});

const buildFiles = readdirSync(path.join(here, 'build')).map((name) => path.join(here, 'build', name));
const compress = new CompressFiles();

const standIns = {
  typebox$: path.join(here, 'api', 'schemaStandIn.ts'),
  'rtl-css-js/core$': path.join(here, 'ui', 'rtlStandIn.ts'),
};

/**
 * As small as webpack's own choice, in a tenth of the time. `passes: 0` goes on until nothing gets smaller. Without `ecma` the plugin
 * would ask for the newest syntax, in which texts with quotation marks and line ends come out a little larger.
 */
const minimizer = new MinimizerPlugin({
  minify: MinimizerPlugin.swcMinify,
  minimizerOptions: { ecma: 5, compress: { passes: 0, toplevel: true }, mangle: { toplevel: true } },
});

const common = (name) => ({
  name,
  mode: 'production',
  target: ['web', 'es2022'],
  context: root,
  devtool: false,
  resolve: { extensions: ['.ts', '.tsx', '.js'], alias: standIns },
  cache: {
    type: 'filesystem',
    cacheDirectory: path.join(root, '.cache', 'webpack'),
    buildDependencies: { config: [import.meta.filename, ...buildFiles] },
  },
  stats: 'errors-warnings',
});
const tidy = [compress, new SweepDist(BUILDS, ['build-hash'])];

const assets = path.join(here, 'assets');
const icons = readdirSync(assets).map((name) => ({ from: path.join(assets, name), to: `assets/${name}` }));

const page = (filename, template, language) =>
  new HtmlWebpackPlugin({
    filename,
    template: path.join(here, 'taskpane', template),
    templateParameters: language,
    chunks: ['pane'],
    scriptLoading: 'defer',
  });

const pane = (name, folder, language, more = []) => ({
  ...common(name),
  entry: { pane: path.join(here, 'taskpane', 'taskpane.tsx') },
  module: { rules: [scripts, designTokens, fluentThemes, fluentStyles, quiet, spoken(language.lang)] },
  output: {
    path: dist,
    publicPath: '/',
    filename: 'static/[name].[contenthash:8].js',
    chunkFilename: 'static/[name].[contenthash:8].js',
  },
  optimization: {
    minimizer: [minimizer],
    chunkIds: 'deterministic',
    moduleIds: 'deterministic',
    runtimeChunk: 'single',
    splitChunks: {
      chunks: 'all',
      // Parts that several screens share are loaded once.
      minSize: 3000,
      cacheGroups: {
        // React changes with its version only; whoever comes back loads only what changed.
        react: { test: /node_modules\/(react|react-dom|scheduler)\//, name: 'react', chunks: 'initial', priority: 2 },
        // Only loaded where Office can sign people in itself.
        msal: { test: /node_modules\/@azure\//, name: 'msal-browser', chunks: 'async', priority: 3, enforce: true },
        // Together they are much smaller than in a dozen parts: what they say is alike.
        icons: { test: /react-icons\//, name: 'icons', chunks: 'async', priority: 2, enforce: true },
        shared: { test: /[\\/](addin|shared)[\\/]/, name: 'shared', chunks: 'async', minChunks: 2, priority: 1, enforce: true },
        controls: { test: /node_modules\//, name: 'controls', chunks: 'async', priority: 1, enforce: true },
        fluent: { test: /node_modules\//, name: 'fluent', chunks: 'initial', priority: 1 },
      },
    },
  },
  performance: { maxEntrypointSize: 620_000, maxAssetSize: 300_000 },
  plugins: [
    page(`${folder}pane.html`, 'pane.html', language),
    page(`${folder}office/taskpane.html`, 'taskpane.html', language),
    ...more,
    ...tidy,
  ],
});

const english = {
  lang: 'en',
  noScript: 'Mergepost needs JavaScript. Please allow it for this page.',
  late: 'Mergepost has not started yet. If this stays, this version of Office is too old for it, or something on the way keeps its files back. Update Office, or',
  lateLink: 'open Mergepost in a browser.',
};
const german = {
  lang: 'de',
  noScript: 'Mergepost braucht JavaScript. Bitte erlauben Sie es für diese Seite.',
  late: 'Mergepost ist noch nicht gestartet. Wenn das so bleibt, ist dieses Office zu alt dafür, oder etwas auf dem Weg hält seine Dateien auf. Aktualisieren Sie Office, oder',
  lateLink: 'öffnen Sie Mergepost in einem Browser.',
};

const dialog = {
  ...common('dialog'),
  entry: { finish: path.join(here, 'dialog', 'finish.ts') },
  module: { rules: [scripts] },
  // A fixed name: the server's pages point at it.
  output: { path: dist, publicPath: '/', filename: 'dialog/[name].js' },
  plugins: [new CopyFiles([{ from: path.join(here, 'dialog', 'dialog.css'), to: 'dialog/dialog.css' }]), ...tidy],
};

export default [pane('pane', '', english, [new CopyFiles(icons)]), pane('pane-de', 'de/', german), dialog];
