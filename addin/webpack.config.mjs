// Two builds: the pane (React; one bundle, two pages) and the script of the connection window (no React, one small file).
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import webpack from 'webpack';

const here = import.meta.dirname;
const root = path.dirname(here);
const dist = path.join(here, 'dist');

const swc = {
  test: /\.tsx?$/,
  exclude: /node_modules/,
  loader: 'swc-loader',
  options: {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
  },
};

/** Copies files as they are: icons (their names stand in the manifest) and the style sheet of the window's pages. */
class CopyPlugin {
  constructor(files) {
    this.files = files;
  }
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('CopyPlugin', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'CopyPlugin', stage }, () => {
        for (const { from, to } of this.files) {
          compilation.fileDependencies.add(from);
          compilation.emitAsset(to, new webpack.sources.RawSource(readFileSync(from)));
        }
      });
    });
  }
}

const assets = path.join(here, 'assets');
const icons = readdirSync(assets).map((name) => ({ from: path.join(assets, name), to: `assets/${name}` }));

const common = {
  mode: 'production',
  target: ['web', 'es2022'],
  context: root,
  devtool: false,
  module: { rules: [swc] },
  resolve: { extensions: ['.ts', '.tsx', '.js'], alias: { typebox$: path.join(here, 'api', 'schemaStandIn.ts') } },
  cache: {
    type: 'filesystem',
    cacheDirectory: path.join(root, '.cache', 'webpack'),
    buildDependencies: { config: [import.meta.filename] },
  },
  stats: 'errors-warnings',
};

const page = (filename, template) =>
  new HtmlWebpackPlugin({ filename, template: path.join(here, 'taskpane', template), chunks: ['pane'], scriptLoading: 'defer' });

const pane = {
  ...common,
  name: 'pane',
  entry: { pane: path.join(here, 'taskpane', 'taskpane.tsx') },
  output: {
    path: dist,
    publicPath: '/',
    filename: 'static/[name].[contenthash:8].js',
    chunkFilename: 'static/[id].[contenthash:8].js',
    clean: { keep: /dialog\/|build-hash/ },
  },
  optimization: {
    chunkIds: 'deterministic',
    moduleIds: 'deterministic',
    runtimeChunk: 'single',
    splitChunks: {
      chunks: 'all',
      cacheGroups: {
        // React changes with its version only; whoever comes back loads only what changed.
        react: { test: /node_modules\/(react|react-dom|scheduler)\//, name: 'react', chunks: 'initial', priority: 2 },
        fluent: { test: /node_modules\//, name: 'fluent', chunks: 'initial', priority: 1 },
      },
    },
  },
  performance: { maxEntrypointSize: 620_000, maxAssetSize: 300_000 },
  plugins: [page('pane.html', 'pane.html'), page('office/taskpane.html', 'taskpane.html'), new CopyPlugin(icons)],
};

const dialog = {
  ...common,
  name: 'dialog',
  entry: { finish: path.join(here, 'dialog', 'finish.ts') },
  // A fixed name: the server's pages point at it.
  output: { path: dist, publicPath: '/', filename: 'dialog/[name].js' },
  plugins: [new CopyPlugin([{ from: path.join(here, 'dialog', 'dialog.css'), to: 'dialog/dialog.css' }])],
};

export default [pane, dialog];
