// Jest in ESM mode (node --experimental-vm-modules), TypeScript through swc. Two projects: Node for the server,
// shared code and end-to-end tests, jsdom for the add-in's components.
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
};
const common = { transform, extensionsToTreatAsEsm: ['.ts', '.tsx'] };

export default {
  // Far above what any test takes: only a hang may end this way, not a slow or busy computer.
  testTimeout: 120_000,
  // Modules of a test file are not given back by Node's vm modules, so the memory grows with every file until the process is
  // aborted at 4 GB: a worker that is above this is replaced by a new one between two files.
  workerIdleMemoryLimit: '1GB',
  // By itself jest leaves one of two cores idle. Not more than two: the browser tests start several processes each.
  maxWorkers: 2,
  // In a fresh clone jest knows no times and would begin the slowest files last.
  testSequencer: '<rootDir>/test/support/slowFirst.mjs',
  reporters: ['default', '<rootDir>/test/support/closingLine.mjs'],
  projects: [
    {
      ...common,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/addin/', '<rootDir>/node_modules/'],
    },
    {
      ...common,
      displayName: 'pane',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/addin/**/*.test.{ts,tsx}'],
      setupFiles: ['<rootDir>/test/support/jsdomSetup.mjs'],
      globals: { IS_REACT_ACT_ENVIRONMENT: true },
    },
  ],
};
