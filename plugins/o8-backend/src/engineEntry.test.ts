import * as engine from './engineEntry';

// What has been loaded so far: by the entry, and by Jest itself.
const loaded = Object.keys(require.cache);

/** The packages of Backstage that the entry may load: none of them is a service. */
const ALLOWED = new Set([
  '@backstage/config',
  '@backstage/errors',
  '@backstage/types',
  // By o8-common, which defines permissions.
  '@backstage/plugin-permission-common',
]);

const packageOf = (file: string) =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file)?.[1];

describe('the engine', () => {
  it('loads no service of Backstage, no database and no web server', () => {
    expect(loaded.some(file => file.endsWith('/engineEntry.ts'))).toBe(true);
    const packages = new Set(loaded.flatMap(file => packageOf(file) ?? []));
    // It is looked at the right place: these are loaded.
    expect(packages).toContain('@backstage/errors');
    expect(packages).toContain('zod');
    const unwanted = [...packages].filter(
      name =>
        (name.startsWith('@backstage/') && !ALLOWED.has(name)) ||
        /^(express|knex|better-sqlite3|pg)$/.test(name),
    );
    expect(unwanted).toEqual([]);
  });

  it('loads no part of the backend that needs them', () => {
    const parts = loaded.flatMap(
      file => /\/o8-backend\/src\/(\w+)\//.exec(file)?.[1] ?? [],
    );
    expect(parts).toContain('clusters');
    const needing = ['assess', 'engine', 'modules', 'router', 'store'];
    expect(parts.filter(part => needing.includes(part))).toEqual([]);
    expect(loaded.filter(file => /\/o8-node\/src\//.test(file))).toEqual([]);
  });

  it('has what programs beside the backend need', () => {
    expect(Object.keys(engine).sort()).toEqual([
      'ClusterError',
      'DEFAULT_TIMING',
      'anchorFiles',
      'builtInSources',
      'clusterDiagnosisSchema',
      'createConnection',
      'diagnoseClusters',
      'readO8Config',
      'scaleTiming',
      'toClusterRole',
      'toClusterRoleBinding',
      'toMissingRule',
      'toPolicyRules',
      'toServiceAccount',
    ]);
  });
});
