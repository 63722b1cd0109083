// Removes what earlier builds left in the folder. Webpack's own `clean` would take away the files of the builds beside it.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Name of a build → the files it made last; complete when every build has run once. */
const made = new Map();

export class SweepDist {
  /**
   * @param {string[]} builds the names of all builds that share the folder.
   * @param {string[]} keep files that are made by somebody else.
   */
  constructor(builds, keep) {
    this.builds = builds;
    this.keep = keep;
  }

  apply(compiler) {
    compiler.hooks.afterEmit.tap('SweepDist', (compilation) => {
      made.set(compiler.name, Object.keys(compilation.assets));
      if (compilation.errors.length > 0 || !this.builds.every((name) => made.has(name))) return;
      const wanted = new Set([...this.keep, ...[...made.values()].flat()]);
      const folder = compiler.outputPath;
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const file = path.relative(folder, path.join(entry.parentPath, entry.name));
        if (entry.isFile() && !wanted.has(file.replaceAll(path.sep, '/'))) rmSync(path.join(folder, file));
      }
    });
  }
}
