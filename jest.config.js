/** Nest 12 is ESM only, so Jest runs with --experimental-vm-modules and swc emits ES modules. */
const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const shared = {
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@scrip/client$': '<rootDir>/client/src/index.ts',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  injectGlobals: false,
};

/** Product and libraries are loaded once for all spec files of a worker. */
const loadedOnce = {
  ...shared,
  testEnvironment: '<rootDir>/test/support/shared-environment.mjs',
  runtime: '<rootDir>/test/support/shared-runtime.mjs',
};

export default {
  // How long a busy machine may take; a run that hangs is ended by the reporter below.
  testTimeout: 180_000,
  // For two cores: in a third of their time, spec files wait for time-outs, leases and disks.
  maxWorkers: 3,
  // What spec files that have ended leave in memory goes with their worker.
  workerIdleMemoryLimit: '1.5GB',
  reporters: ['default', '<rootDir>/test/support/endless-runs.mjs'],
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  projects: [
    {
      ...loadedOnce,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/{domain,docs}/**/*.spec.ts', '<rootDir>/test/tidy.spec.ts'],
    },
    {
      // Modules that are made for a page keep things for as long as the page is open.
      ...shared,
      displayName: 'page',
      testMatch: ['<rootDir>/test/{widget,admin}/**/*.spec.ts'],
    },
    {
      ...loadedOnce,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.spec.ts'],
      testPathIgnorePatterns: [
        '<rootDir>/test/(domain|docs|widget|admin)/',
        '<rootDir>/test/tidy.spec.ts',
        '<rootDir>/node_modules/',
      ],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
