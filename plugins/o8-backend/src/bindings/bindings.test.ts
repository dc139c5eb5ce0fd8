import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  moduleDetailSchema,
  type ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readModules } from '../catalog';
import {
  startTestEngine,
  toConfig,
  waitFor,
} from '../engine/__testUtils__/startTestEngine';
import type { ModuleIndex } from '../modules';
import { createIndex } from '../modules/__testUtils__';
import { builtInSources } from '../sources';
import {
  createApplication,
  createBindingsWorld,
  createDeployment,
  createNamespace,
} from './__testUtils__/createBindingsWorld';

jest.setTimeout(60_000);

const NAMESPACE = 'backstage.io/kubernetes-namespace';

/** What entities say by annotations: those of the platform's modules, and others. */
const ANNOTATIONS: Record<string, Record<string, string>> = {
  billing: { 'orchestr8.io/module': 'billing' },
  web: { 'orchestr8.io/module': 'web' },
  migrant: { 'argocd/app-name': 'legacy', 'argocd/instance-name': 'hub' },
  'by-id': { 'backstage.io/kubernetes-id': 'legacy' },
  'app-thief': { 'argocd/app-name': 'billing' },
  'space-thief': { [NAMESPACE]: 'billing' },
  root: { [NAMESPACE]: 'kube-system' },
  gitops: { [NAMESPACE]: 'argocd' },
  snoop: { 'argocd/app-selector': 'team in (payments)' },
  both: { 'argocd/app-name': 'legacy', 'argocd/app-selector': 'team' },
  // A module that reaches for more than it has.
  greedy: { 'orchestr8.io/module': 'web', 'argocd/app-name': 'billing' },
};

// Outside: it is closed after the engine that still writes to it.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('bindings, from the clusters to the answer', () => {
  let dataDir: string;
  let fleet: Fleet;
  let running: Awaited<ReturnType<typeof startTestEngine>>;
  let index: ModuleIndex;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-bindings-'));
    fleet = await startFleet({
      dataDir,
      seed: 1,
      world: createBindingsWorld(),
      life: false,
    });
    const knex = await databases.init('SQLITE_3');
    running = await startTestEngine({
      clusters: toConfig(fleet),
      knex,
      modules: [],
      sources: builtInSources,
    });
    index = await createIndex({ ...running, knex });
    await waitFor(
      () => running.engine.listStatuses(),
      statuses =>
        statuses.every(
          ({ state }) => state === 'fresh' || state === 'unsupported',
        ),
    );
  });

  afterAll(async () => {
    await running?.engine.stop();
    await fleet?.close();
    await rm(dataDir, { recursive: true });
  });

  /** Has these be the entities of the catalog. */
  async function register(
    annotations: Record<string, Record<string, string>>,
    trustAnnotations = true,
  ) {
    const modules = await readModules({
      catalog: catalogServiceMock({
        entities: Object.entries(annotations).map(([name, said]) => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, annotations: said },
        })),
      }),
      auth: mockServices.auth(),
      resolveCluster: name => (name === 'hub' ? 'hub' : null),
      trustAnnotations,
    });
    await running.engine.setModules(modules);
    index.refresh();
  }

  /** What is known of an entity as soon as it is bound so. */
  async function waitForBinding(
    name: string,
    binding: ModuleDetail['binding'],
  ): Promise<ModuleDetail> {
    const detail = await waitFor(
      () => index.detail(`component:default/${name}`),
      found => found?.binding === binding,
    );
    return moduleDetailSchema.parse(detail);
  }

  const toShort = ({ objects }: ModuleDetail) =>
    objects.map(({ kind, name, binding, conflict, operable, facts }) => [
      `${kind} ${name}`,
      conflict ?? binding,
      operable,
      facts.length > 0,
    ]);

  const toVerdicts = ({ facets }: ModuleDetail) => [
    facets.sync.state.headline.code,
    facets.compliance.state.headline.code,
    facets.recovery.state.headline.code,
  ];

  describe('of a catalog in which everybody claims something', () => {
    const { greedy: _greedy, ...others } = ANNOTATIONS;
    beforeAll(() => register(others));

    it('are confirmed where the platform says so, and a label that differs is a conflict', async () => {
      const detail = await waitForBinding('billing', 'confirmed');
      expect(toShort(detail)).toEqual([
        ['Application billing', 'confirmed', true, true],
        // It names "web", where a team can write.
        ['Deployment api', 'ownLabel', false, true],
        ['Namespace billing', 'confirmed', true, true],
      ]);
      expect(detail.facets.sync.state.deployments).toHaveLength(1);
      // The module that it names has nothing of it.
      const web = await waitForBinding('web', 'confirmed');
      expect(toShort(web)).toEqual([
        ['Namespace web', 'confirmed', true, true],
      ]);
    });

    it('are claimed where nobody else says anything, and are no evidence', async () => {
      const detail = await waitForBinding('migrant', 'claimed');
      expect(toShort(detail)).toEqual([
        ['Application legacy', 'claimed', false, true],
      ]);
      expect(detail.clusters).toEqual([]);
      expect(toVerdicts(detail)).toEqual([
        'synced',
        'notConfirmed',
        'notConfirmed',
      ]);
      expect(detail.facets.sync.state.deployments).toMatchObject([
        { application: { name: 'legacy' }, cluster: 'hub' },
      ]);
      const byId = await waitForBinding('by-id', 'claimed');
      expect(toShort(byId)).toEqual([
        ['Deployment old', 'claimed', false, true],
      ]);
    });

    it.each([
      ['app-thief', 'Application billing', 'otherModule'],
      ['space-thief', 'Namespace billing', 'otherModule'],
      ['root', 'Namespace kube-system', 'platform'],
      ['gitops', 'Namespace argocd', 'platform'],
    ])('of %s are a conflict: %s, %s', async (name, object, conflict) => {
      const detail = await waitForBinding(name, 'conflict');
      expect(toShort(detail)).toEqual([[object, conflict, false, false]]);
      expect(detail.totalObjects).toBe(1);
      expect(detail.clusters).toEqual([]);
      expect(detail.facets.sync.state.deployments).toEqual([]);
      expect(detail.facets.compliance.state.headline.code).toBe('notConfirmed');
      for (const { state, sources } of Object.values(detail.facets)) {
        expect(state.verdict).toBe('unknown');
        expect(sources).toEqual([]);
      }
    });

    it('are none by a selector that only finds what is somebody else’s', async () => {
      const detail = await waitForBinding('snoop', 'unbound');
      expect(detail).toMatchObject({
        objects: [],
        totalObjects: 0,
        claimProblems: [{ annotation: 'argocd/app-selector', code: 'nothing' }],
      });
      expect(JSON.stringify(detail)).not.toContain('billing');
    });

    it('are none by annotations that exclude each other', async () => {
      await expect(waitForBinding('both', 'unbound')).resolves.toMatchObject({
        objects: [],
        claimProblems: [{ annotation: 'argocd/app-selector', code: 'both' }],
      });
    });

    it('leave unmatched what nobody names or claims', async () => {
      fleet.stores.get('hub')!.put(createApplication('stray'));
      const found = await waitFor(
        () => running.factReader.listUnmatched(),
        all => all.some(({ name }) => name === 'stray'),
      );
      expect(found.map(({ name, reason }) => [name, reason])).toEqual([
        ['stray', 'noModule'],
      ]);
      fleet.stores
        .get('hub')!
        .delete(
          { group: 'argoproj.io', kind: 'Application' },
          'argocd',
          'stray',
        );
    });
  });

  it('follow what the platform says', async () => {
    await register(ANNOTATIONS);
    await waitForBinding('by-id', 'claimed');
    const hub = fleet.stores.get('hub')!;
    hub.put(createNamespace('legacy', 'web'));
    const gone = await waitForBinding('by-id', 'unbound');
    expect(gone.objects).toEqual([]);
    hub.put(createNamespace('legacy'));
    await waitForBinding('by-id', 'claimed');

    // A label that is taken off ends the claim too.
    hub.put(createDeployment('legacy', 'old', {}));
    await waitForBinding('by-id', 'unbound');
    hub.put(
      createDeployment('legacy', 'old', {
        'backstage.io/kubernetes-id': 'legacy',
      }),
    );
    await waitForBinding('by-id', 'claimed');
  });

  it('follow the catalog: who claims the same takes it from both', async () => {
    const { migrant, billing } = ANNOTATIONS;
    await register({ billing, migrant });
    await waitForBinding('migrant', 'claimed');
    await register({ billing, migrant, rival: migrant });
    for (const name of ['migrant', 'rival']) {
      const detail = await waitForBinding(name, 'conflict');
      expect(toShort(detail)).toEqual([
        ['Application legacy', 'otherClaim', false, false],
      ]);
      expect(detail.facets.sync.state.deployments).toEqual([]);
    }
    await register({ billing, migrant });
    const detail = await waitForBinding('migrant', 'claimed');
    expect(detail.facets.sync.state.deployments).toHaveLength(1);
  });

  it('of a module hold, whatever else it reaches for', async () => {
    const { greedy, billing } = ANNOTATIONS;
    await register({ greedy, billing });
    const detail = await waitForBinding('greedy', 'confirmed');
    expect(toShort(detail)).toEqual([
      ['Application billing', 'otherModule', false, false],
      ['Namespace web', 'confirmed', true, true],
    ]);
    expect(detail.facets.sync.state.deployments).toEqual([]);
    await waitForBinding('billing', 'confirmed');
  });

  it('are of the platform alone where annotations are not trusted', async () => {
    await register(ANNOTATIONS);
    await waitForBinding('migrant', 'claimed');
    await register(ANNOTATIONS, false);
    const { modules } = await index.current();
    expect([...modules.keys()]).toEqual([
      'component:default/billing',
      'component:default/greedy',
      'component:default/web',
    ]);
  });
});
