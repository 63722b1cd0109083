// Lays a .br and a .gz beside every text file, as small as they get: made once here, so that the server never compresses.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import webpack from 'webpack';

const WAYS = [
  { ending: '.br', compress: promisify(brotliCompress), options: { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } } },
  { ending: '.gz', compress: promisify(gzip), options: { level: 9 } },
];
const TEXT = /\.(js|css|html|svg)$/;

/** Below this the headers cost more than is saved. */
const WORTH_BYTES = 600;

/** A chunk that both languages share is compressed once: content → what became of it. */
const shared = new Map();

export class CompressFiles {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('CompressFiles', (compilation) => {
      // After the hashes of the names: what is compressed does not change any more.
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
      const cache = compilation.getCache('CompressFiles');
      compilation.hooks.processAssets.tapPromise({ name: 'CompressFiles', stage }, async (assets) => {
        const worth = Object.entries(assets).filter(([name, source]) => TEXT.test(name) && source.size() >= WORTH_BYTES);
        await Promise.all(
          worth.flatMap(([name, source]) => WAYS.map((way) => compressOne(compilation, cache, name, source, way))),
        );
      });
    });
  }
}

async function compressOne(compilation, cache, name, source, { ending, compress, options }) {
  const to = `${name}${ending}`;
  const kept = cache.getItemCache(to, cache.getLazyHashedEtag(source));
  const small = (await kept.getPromise()) ?? new webpack.sources.RawSource(await once(to, source.buffer(), compress, options));
  await kept.storePromise(small);
  compilation.emitAsset(to, small, { compressed: true });
  compilation.updateAsset(name, source, { related: { [ending.slice(1)]: to } });
}

function once(name, content, compress, options) {
  const before = shared.get(name);
  if (before?.content.equals(content)) return before.done;
  const done = compress(content, options);
  shared.set(name, { content, done });
  return done;
}
