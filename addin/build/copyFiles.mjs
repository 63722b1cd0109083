// Copies files as they are: icons (their names stand in the manifest) and the style sheet of the window's pages.
import { readFileSync } from 'node:fs';
import webpack from 'webpack';

export class CopyFiles {
  /** @param {{ from: string, to: string }[]} files */
  constructor(files) {
    this.files = files;
  }

  apply(compiler) {
    compiler.hooks.thisCompilation.tap('CopyFiles', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: 'CopyFiles', stage }, () => {
        for (const { from, to } of this.files) {
          compilation.fileDependencies.add(from);
          compilation.emitAsset(to, new webpack.sources.RawSource(readFileSync(from)));
        }
      });
    });
  }
}
