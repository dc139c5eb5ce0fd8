// The dependency rule of the repository as ESLint overrides: who may import whom
// (ALLOWED), and which part of the backend may touch what (BACKEND_PARTS).
// docs/explanation/architecture.md says why.

const SCOPE = '@orchestr8/';

/** Folder of a package → our packages that it may import. Nothing points back. */
const ALLOWED = {
  'plugins/o8-common': [],
  'packages/o8-blueprint': ['backstage-plugin-o8-common'],
  'plugins/o8-node': ['backstage-plugin-o8-common'],
  'plugins/o8-backend': [
    'backstage-plugin-o8-common',
    'backstage-plugin-o8-node',
    'o8-blueprint',
  ],
  'plugins/o8': ['backstage-plugin-o8-common'],
  'plugins/catalog-backend-module-o8': [
    'backstage-plugin-o8-common',
    'backstage-plugin-o8-node',
  ],
  'plugins/scaffolder-backend-module-o8': [
    'backstage-plugin-o8-common',
    'backstage-plugin-o8-node',
    'o8-blueprint',
  ],
  'packages/o8-cli': [
    'backstage-plugin-o8-common',
    'backstage-plugin-o8-node',
    'backstage-plugin-o8-backend/engine',
    'o8-blueprint',
  ],
  'packages/o8-fleet': ['backstage-plugin-o8-common', 'o8-blueprint'],
  // The portal composes: it takes the entries of plugins, and nothing of their inside.
  'packages/app': ['backstage-plugin-o8', 'backstage-plugin-o8/legacy'],
  'packages/backend': [
    'backstage-plugin-o8-backend',
    'backstage-plugin-catalog-backend-module-o8',
    'backstage-plugin-scaffolder-backend-module-o8',
  ],
};

/** What tests may import beyond that: those of the backend and of `o8 doctor` read the demo fleet. */
const ALLOWED_IN_TESTS = {
  'plugins/o8-backend': ['o8-fleet'],
  'packages/o8-cli': ['o8-fleet'],
};

/** What only one folder of the backend may import: configuration, SQL, connections. */
const BACKEND_PARTS = [
  {
    only: 'config',
    imports: ['@backstage/config'],
    message: 'Only config/ reads the configuration: take a plain object.',
  },
  {
    only: 'store',
    imports: ['knex'],
    message: 'Only store/ contains SQL: take a store.',
  },
  {
    only: 'clusters',
    imports: [
      '@kubernetes/client-node',
      'undici',
      'http',
      'https',
      'http2',
      'net',
      'tls',
      'node:http',
      'node:https',
      'node:http2',
      'node:net',
      'node:tls',
    ],
    message: 'Only clusters/ opens connections: take a connection.',
  },
];

const TESTS = [
  '**/*.test.*',
  '**/*.{faults,soak,replicas,conformance}.*',
  '**/__testUtils__/**',
  '**/dev/**',
];
const RULE = '@typescript-eslint/no-restricted-imports';

/** The options of the rule that forbid everything of ours but the allowed entries. */
function forbidPackages(allowed) {
  const allow = name => `!${SCOPE}${name}`;
  const folderOf = name => name.split('/')[0];
  const subpaths = allowed.filter(name => name.includes('/'));
  const hidden = subpaths.map(folderOf).filter(name => !allowed.includes(name));
  const names = allowed.map(name => SCOPE + name).join(', ');
  const message = `The dependency rule allows here: ${
    names || 'none of our packages'
  }. See docs/explanation/architecture.md.`;
  return {
    // A .gitignore pattern cannot let in a subpath of what it keeps out: the package
    // is let in by the pattern, and its main entry kept out by name.
    paths: hidden.map(name => ({ name: SCOPE + name, message })),
    patterns: [
      {
        group: [
          `${SCOPE}*`,
          ...new Set(allowed.map(name => allow(folderOf(name)))),
          `${SCOPE}*/**`,
          ...subpaths.map(allow),
        ],
        message,
      },
    ],
  };
}

function forbiddenParts(folder) {
  return BACKEND_PARTS.filter(({ only }) => only !== folder).flatMap(
    ({ imports, message }) => imports.map(name => ({ name, message })),
  );
}

const packageOverrides = [
  // A package that is not in the table may import none of ours until it is.
  ['{packages,plugins}/*', []],
  ...Object.entries(ALLOWED),
].map(([folder, allowed]) => ({
  files: [`${folder}/**/*.{ts,tsx,js,jsx}`],
  rules: { [RULE]: ['error', forbidPackages(allowed)] },
}));

// Rules do not add up in ESLint: these repeat what the whole backend may import.
const backendOverrides = [
  undefined,
  ...BACKEND_PARTS.map(({ only }) => only),
].map(folder => ({
  files: [
    folder
      ? `plugins/o8-backend/src/${folder}/**/*.ts`
      : 'plugins/o8-backend/src/**/*.ts',
  ],
  excludedFiles: TESTS,
  rules: {
    [RULE]: [
      'error',
      {
        ...forbidPackages(ALLOWED['plugins/o8-backend']),
        paths: forbiddenParts(folder),
      },
    ],
  },
}));

const testOverrides = Object.entries(ALLOWED_IN_TESTS).map(
  ([folder, names]) => ({
    files: [`${folder}/**/*.test.ts`, `${folder}/**/__testUtils__/**/*.ts`],
    rules: {
      [RULE]: ['error', forbidPackages([...ALLOWED[folder], ...names])],
    },
  }),
);

module.exports = {
  ALLOWED,
  ALLOWED_IN_TESTS,
  SCOPE,
  overrides: [...packageOverrides, ...backendOverrides, ...testOverrides],
};
