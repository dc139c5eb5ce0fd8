import {
  parseLandingZone,
  parseModuleSpec,
  planModule,
  planPlatform,
  renderPlan,
  renderPlatform,
  type RenderedFile,
} from '@orchestr8/o8-blueprint';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GitOpsWorld } from './__testUtils__/GitOpsWorld';
import { KINDS } from './kinds';
import type { Manifest } from './types';

// Each git is a program, which can be slow on a busy machine.
jest.setTimeout(60_000);

const EXAMPLES = path.resolve(__dirname, '../../../../examples');
/** One of each kind of workload, with all that it may have, and what they call. */
const MODULES = [
  'minimal-service',
  'maximal-service',
  'langfuse',
  'voicefuse',
  'maximal-worker',
  'maximal-job',
];

const APPLICATIONS = [
  'o8-demo-root',
  ...MODULES.flatMap(name => [`${name}-boundary-eu-1`, `${name}-eu-1`]),
  'maximal-service-us-1',
  'langfuse-us-1',
];

const read = (file: string) => readFileSync(path.join(EXAMPLES, file), 'utf8');
const toFiles = (files: readonly RenderedFile[]) =>
  Object.fromEntries(files.map(({ path: name, content }) => [name, content]));

function valueOf<T>(
  result: { ok: true; value: T } | { ok: false; problems: unknown[] },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.value;
}

/** The demo's zone on the git of a test, with the layout of a kustomization. */
function createZone(url: string) {
  const zone = valueOf(parseLandingZone(read('landing-zones/demo.yaml')));
  const { spec } = zone;
  const git = { ...spec.git, url };
  return { ...zone, spec: { ...spec, git, layout: 'kustomize' as const } };
}

describe('GitOps on the examples of the blueprint', () => {
  let world: GitOpsWorld;

  beforeAll(async () => {
    world = await GitOpsWorld.create();
    const zone = createZone(world.server.url);
    const platform = world.server.repository('platform/o8-apps');
    let shared = renderPlatform(zone).filter(({ path: name }) =>
      name.endsWith('modules/kustomization.yaml'),
    );
    platform.commit(toFiles(renderPlatform(zone)));
    const application = planPlatform(zone)
      .flatMap(file => ('objects' in file ? file.objects : []))
      .find(({ metadata }) => metadata.name === 'o8-demo-root') as Manifest;
    world.restart({ roots: [{ argoCdCluster: 'hub', application }] });
    MODULES.forEach(removeSeeded);
    const modules: { spec: ReturnType<typeof planSpec> }[] = [];
    for (const name of MODULES) {
      const spec = planSpec(name);
      const options = { spec, zone, platform: { modules, shared } };
      const rendered = renderPlan(valueOf(planModule(options)));
      modules.push({ spec });
      shared = rendered.shared;
      platform.commit(toFiles([...rendered.platform, ...rendered.shared]));
      world.server
        .repository(`modules/${name}`)
        .commit(toFiles(rendered.module));
    }
    // Databases come up one instance after the other, and migrations run before workloads.
    for (let turn = 0; turn < 20 && !areAllWell(); turn += 1) {
      await world.ticks(8);
    }
  });

  afterAll(() => world.close());

  function areAllWell(): boolean {
    return APPLICATIONS.every(
      name =>
        world.application(name) && world.summary(name) === 'Synced Healthy',
    );
  }

  /** What the world has of modules with these names from its seed. */
  function removeSeeded(module: string) {
    for (const store of ['hub', 'eu-1', 'us-1'].map(c => world.store(c))) {
      for (const definition of store.definitions()) {
        for (const { metadata } of store.list(definition)) {
          const { name, namespace } = metadata;
          const isBeside =
            /^argocd$/.test(`${namespace}`) && name.startsWith(module);
          if (namespace === module || name === module || isBeside) {
            store.delete(definition, namespace, name);
          }
        }
      }
    }
  }

  function planSpec(name: string) {
    return valueOf(parseModuleSpec(read(`modules/${name}.yaml`)));
  }

  it.each(APPLICATIONS)('deploys %s', name => {
    expect(world.summary(name)).toBe('Synced Healthy');
  });

  it('runs what they are', () => {
    const pods = (name: string) =>
      world
        .names('eu-1', 'Pod', name)
        .filter(each => !each.startsWith(`${name}-migrations-`)).length;
    expect(pods('maximal-service')).toBe(3);
    expect(pods('maximal-job')).toBe(0);
    expect(world.names('eu-1', 'Deployment', 'langfuse')).toEqual([
      'langfuse-web',
      'langfuse-worker',
    ]);
    // Two web pods by the values of the module, one worker by its autoscaler.
    expect(pods('langfuse')).toBe(3);
    const claims = world
      .store('eu-1')
      .list(KINDS.volumeClaim)
      .filter(({ metadata }) => metadata.namespace === 'maximal-service');
    expect(claims.map(({ status }) => status)).toMatchObject([
      { phase: 'Bound' },
      { phase: 'Bound' },
    ]);
  });

  it('tells all sources of a chart, as Argo CD does', () => {
    const { sync, history, sourceTypes, operationState } =
      world.status('langfuse-eu-1');
    const [chart, commit, same] = sync?.revisions ?? [];
    expect(sync).not.toHaveProperty('revision');
    expect(chart).toBe('1.5.41');
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(same).toBe(commit);
    const sources = [
      { chart: 'langfuse', targetRevision: '1.5.41' },
      { ref: 'values' },
      // What the module has beside its chart, such as its route.
      { path: 'deploy/overlays/production-eu-1' },
    ];
    expect(sync?.comparedTo).toMatchObject({
      source: { repoURL: '' },
      sources,
    });
    expect(sourceTypes).toEqual(['Helm', '', 'Kustomize']);
    expect(history).toMatchObject([
      { revisions: [chart, commit, commit], sources },
    ]);
    expect(operationState?.syncResult).toMatchObject({
      revision: '',
      revisions: [chart, commit, commit],
      sources,
    });
  });

  it('runs migrations before each sync, as part of none', () => {
    const { operationState, resources } = world.status('voicefuse-eu-1');
    const name = 'voicefuse-migrations';
    expect(operationState?.syncResult?.resources).toContainEqual(
      expect.objectContaining({
        kind: 'Job',
        name,
        hookType: 'PreSync',
        hookPhase: 'Succeeded',
        syncPhase: 'PreSync',
      }),
    );
    expect(resources?.map(each => each.name)).not.toContain(name);
    expect(world.get('eu-1', 'Job', `voicefuse/${name}`)).toMatchObject({
      status: { succeeded: 1 },
    });
  });

  it('has databases that can be restored, and buses that answer', () => {
    const statusOf = (kind: string, place: string) =>
      world.get('eu-1', kind, place)?.status;
    expect(statusOf('Database', 'platform-db/langfuse')).toMatchObject({
      applied: true,
    });
    const [archive] = world.names('eu-1', 'ObjectStore', 'voicefuse');
    const { serverRecoveryWindow } = statusOf(
      'ObjectStore',
      `voicefuse/${archive}`,
    ) as { serverRecoveryWindow: Record<string, object> };
    expect(Object.values(serverRecoveryWindow)).toEqual([
      {
        firstRecoverabilityPoint: expect.any(String),
        lastSuccessfulBackupTime: expect.any(String),
      },
    ]);
    const [stream] = world
      .names('eu-1', 'Stream', 'nats')
      .filter(name => name.startsWith('voicefuse'));
    expect(statusOf('Stream', `nats/${stream}`)).toMatchObject({
      conditions: [{ type: 'Ready', status: 'True' }],
    });
  });

  it('puts the other half of an edge into the namespace that is called', () => {
    const policies = world.names('eu-1', 'NetworkPolicy', 'langfuse');
    expect(policies).toContain('from-voicefuse');
    expect(world.status('voicefuse-boundary-eu-1').resources).toContainEqual(
      expect.objectContaining({
        kind: 'NetworkPolicy',
        namespace: 'langfuse',
        status: 'Synced',
      }),
    );
  });

  it('follows the values of a chart', async () => {
    const repository = world.server.repository('modules/langfuse');
    repository.commit({
      'deploy/values.yaml': 'langfuse: {web: {replicas: 3}}',
    });
    await world.ticks(8);
    expect(world.summary('langfuse-eu-1')).toBe('Synced Healthy');
    expect(world.names('eu-1', 'Pod', 'langfuse-web')).toEqual([]);
    expect(
      world.get('eu-1', 'Deployment', 'langfuse/langfuse-web'),
    ).toMatchObject({
      spec: { replicas: 3 },
    });
  });

  /** Changes the Application of Langfuse that nobody syncs by itself then. */
  function change(sources: (before: object[]) => object[]) {
    const application = world.application('langfuse-us-1');
    if (!application) throw new TypeError('it is not there');
    const spec = application.spec as { sources: object[] };
    world.store('hub').put({
      ...application,
      spec: { ...spec, sources: sources(spec.sources) },
    });
  }

  it('says which charts it has not', async () => {
    change(([chart, values]) => [
      { ...chart, targetRevision: '1.0.0' },
      values,
    ]);
    await world.ticks(1);
    expect(world.summary('langfuse-us-1')).toContain(
      'ComparisonError: The demo fleet has no stand-in for the chart langfuse 1.0.0 of ' +
        'https://langfuse.github.io/langfuse-k8s',
    );
  });

  it('asks the project for each of several sources', async () => {
    const repoURL = 'https://charts.example.com';
    change(([chart, values]) => [{ ...chart, repoURL }, values]);
    await world.ticks(1);
    expect(world.summary('langfuse-us-1')).toContain(
      `ComparisonError: the project "langfuse" forbids the source repository ${repoURL}`,
    );
  });
});
