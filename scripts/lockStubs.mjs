// Completes package-lock.json for registries that do not serve every platform's binaries.
//
// npm leaves an optional dependency out of the lockfile when the registry in use has no such version, and then
// `npm ci` refuses the lockfile it wrote itself ("Missing: … from lock file"). The entries added here name version,
// os and cpu only: npm skips them where the platform does not match and resolves them from the registry where it does.
// Run after every change of dependencies:  node scripts/lockStubs.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;

/** The place from which `name` would be resolved by a package at `from`, or null. */
function resolvedAt(from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    const key = `${place ? `${place}/` : ''}node_modules/${name}`;
    if (packages[key]) return key;
    if (!place) return null;
  }
}

function stub(name, spec, isDev) {
  const words = name.toLowerCase().split(/[/@.-]/);
  const os = OS.find((o) => words.includes(o)) ?? (words.includes('win') ? 'win32' : undefined);
  const cpu = CPU.find((c) => words.includes(c)) ?? (words.some((w) => w === 'eabi' || w.includes('arm')) ? 'arm' : undefined);
  const musl = words.some((w) => w.startsWith('musl'));
  const libc = musl ? ['musl'] : words.includes('gnu') && os === 'linux' ? ['glibc'] : undefined;
  return {
    version: spec.replace(/^[\^~]/, ''),
    ...(cpu && { cpu: [cpu] }),
    ...(isDev && { dev: true }),
    ...(libc && { libc }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

let added = 0;
for (const [place, entry] of Object.entries(packages)) {
  for (const [name, spec] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolvedAt(place, name)) continue;
    packages[`node_modules/${name}`] = stub(name, spec, entry.dev);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} entries added to ${file}\n`);
