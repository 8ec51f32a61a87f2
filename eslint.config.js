import stylistic from '@stylistic/eslint-plugin';
import tseslint from 'typescript-eslint';

/** A folder of the tree, however far up the import begins. */
const folders = (names, message) => ({
  regex: `^(\\.{1,2}/)+(${names.join('|')})/`,
  message,
});

const EVENT_STORE_CLIENT = {
  regex: '^@eventstore/',
  message: 'Only platform/event-store speaks to EventStoreDB.',
};
const SANDBOX = folders(['sandbox'], 'The application cannot tell the sandbox from real servers.');
const NOT_PRODUCT = folders(['tools', 'test'], 'Tools and tests are not for the product.');
const above = (...names) => folders(names, 'domain ← platform ← projections ← api');

const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const ENVIRONMENT = {
  object: 'process',
  property: 'env',
  message: 'platform/config/config.ts is its only reader.',
};
const noEnvironment = { 'no-restricted-properties': ['error', ENVIRONMENT] };

const everywhere = {
  files: ['**/*.ts', '**/*.tsx'],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  plugins: { '@typescript-eslint': tseslint.plugin, '@stylistic': stylistic },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/only-throw-error': 'error',
    '@typescript-eslint/ban-ts-comment': 'error',
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    // Every union is spelt out: adding a case breaks the build wherever it must be known.
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      { allowDefaultCaseForExhaustiveSwitch: false },
    ],
    '@stylistic/max-len': [
      'error',
      {
        code: 100,
        ignoreUrls: true,
        ignoreStrings: true,
        ignoreTemplateLiterals: true,
        ignoreRegExpLiterals: true,
        ignorePattern: '^(import|export) .* from ',
      },
    ],
    eqeqeq: 'error',
    'no-console': 'error',
    'no-var': 'error',
    'object-shorthand': 'error',
    'prefer-const': 'error',
  },
};

const domain = {
  files: ['domain/**/*.ts'],
  rules: {
    ...imports(
      {
        regex: '^(?!\\.{1,2}/|zod$|temporal-polyfill$)',
        message: 'The domain imports zod and temporal-polyfill, nothing else.',
      },
      above('platform', 'projections', 'api', 'worker', 'migrations'),
      SANDBOX,
      NOT_PRODUCT,
    ),
    // Pure: time, ids and chance come in as arguments.
    'no-restricted-globals': ['error', 'process', 'performance', 'crypto', 'setTimeout', 'fetch'],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'The instant is an argument.' },
      { object: 'Math', property: 'random', message: 'Chance is an argument.' },
    ],
  },
};

const platform = {
  files: ['platform/**/*.ts'],
  rules: {
    ...imports(
      EVENT_STORE_CLIENT,
      above('projections', 'api', 'worker', 'migrations'),
      SANDBOX,
      NOT_PRODUCT,
    ),
    ...noEnvironment,
  },
};

const eventStore = {
  files: ['platform/event-store/**/*.ts'],
  rules: imports(above('projections', 'api', 'worker', 'migrations'), SANDBOX, NOT_PRODUCT),
};

const projections = {
  files: ['projections/**/*.ts', 'migrations/**/*.ts'],
  rules: {
    ...imports(EVENT_STORE_CLIENT, above('api', 'worker'), SANDBOX, NOT_PRODUCT),
    ...noEnvironment,
  },
};

const api = {
  files: ['api/**/*.ts'],
  rules: {
    ...imports(EVENT_STORE_CLIENT, above('worker'), SANDBOX, NOT_PRODUCT),
    ...noEnvironment,
  },
};

const worker = {
  files: ['worker/**/*.ts'],
  rules: { ...imports(EVENT_STORE_CLIENT, SANDBOX, NOT_PRODUCT), ...noEnvironment },
};

/** Sent to browsers: what it shares with the server is the wire. */
const widget = {
  files: ['widget/**/*.ts'],
  rules: imports({
    regex: '^(?!\\.{1,2}/|lit(/|$)|eventsource-parser$)',
    message: 'The widget imports Lit, eventsource-parser and itself.',
  }),
};

const PESSIMISTIC =
  'What moves credits is previewed, confirmed by a button that says the fact, and never undone.';

/**
 * Sent to browsers; knows the API by its types. react-admin's `Confirm` focuses its confirming
 * button, and its edit buttons act before the server has answered.
 */
const admin = {
  files: ['admin/**/*.ts', 'admin/**/*.tsx'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^(ra-ui-materialui|ra-core|react-admin)(/|$)',
            importNamePattern: '^(Confirm|(Bulk)?(Update|Delete)(With(Undo|Confirm))?Button)$',
            message: PESSIMISTIC,
          },
          folders(
            ['domain', 'platform', 'projections', 'api', 'worker', 'migrations', 'widget', 'test'],
            'The console knows the API by its types, nothing else.',
          ),
          SANDBOX,
        ],
      },
    ],
    'no-restricted-syntax': [
      'error',
      { selector: 'Literal[value=/^(undoable|optimistic)$/]', message: PESSIMISTIC },
    ],
  },
};

/** The sandbox's node speaks the client's protocol: its generated messages, not its code. */
const EVENT_STORE_CODE = { ...EVENT_STORE_CLIENT, regex: '^@eventstore/(?!db-client/generated/)' };

const outside = {
  files: ['sandbox/**/*.ts', 'tools/**/*.ts'],
  rules: {
    ...imports(EVENT_STORE_CLIENT, folders(['test'], 'Tests are not for the product.')),
    'no-console': 'off',
  },
};

const sandbox = {
  files: ['sandbox/**/*.ts'],
  rules: imports(
    EVENT_STORE_CODE,
    above('domain', 'projections', 'api', 'worker'),
    folders(['test'], 'Tests are not for the product.'),
  ),
};

/** A package of its own: what it needs is in client/package.json. */
const client = {
  files: ['client/src/**/*.ts'],
  rules: imports({
    regex: '^(?!\\./|openapi-fetch$)',
    message: 'The client imports openapi-fetch, nothing else.',
  }),
};

const examples = { files: ['client/examples/**/*.ts'], rules: { 'no-console': 'off' } };

const tests = {
  files: ['test/**/*.ts'],
  rules: { 'no-console': 'off', '@typescript-eslint/only-throw-error': 'off' },
};

const config = {
  files: ['platform/config/config.ts'],
  rules: { 'no-restricted-properties': 'off' },
};

/** Types are checked where data comes in, not cast into shape further on. */
const casts = {
  files: ['**/*.ts', '**/*.tsx'],
  ignores: ['platform/**', 'test/**', 'domain/event.ts'],
  rules: {
    '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  },
};

export default [
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'coverage/**',
      '.scrip/**',
      'bench-results/**',
      'soak-results/**',
      'client/src/schema.ts',
    ],
  },
  everywhere,
  domain,
  platform,
  eventStore,
  config,
  projections,
  api,
  worker,
  widget,
  admin,
  outside,
  sandbox,
  client,
  examples,
  tests,
  casts,
];
