import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createApplicationRow,
  createDeploymentRow,
  createFactRow,
  createNamespaceRow,
} from './__testUtils__/createFactRow';
import {
  createClaimant,
  createEntity,
  createStores,
} from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import type { FactRow } from './FactRow';
import type { ModuleEntity } from './ModuleStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

describe.each(databases.eachSupportedId())(
  'The objects of an entity, %s',
  id => {
    async function read(options: {
      entities: ModuleEntity[];
      rows: FactRow[];
      limit?: number;
    }) {
      const { entities, rows, limit = 10 } = options;
      const { modules, put, reader } = await createStores(
        await databases.init(id),
      );
      await modules.reconcile(entities);
      await put(...rows);
      const known = await reader.objectsOf(entities[0], { limit });
      return {
        ...known,
        short: known.objects.map(
          ({ name, binding, conflict, operable, facts }) =>
            [name, conflict ?? binding, operable, facts.length] as const,
        ),
      };
    }

    it('are given with what they say', async () => {
      const { objects, totalObjects, emptyClaims } = await read({
        entities: [createEntity('one')],
        rows: [
          createNamespaceRow('team-a', 'one'),
          createFactRow({ key: 'b', value: { n: 2 } }),
          createFactRow({ key: 'a', value: { n: 1 } }),
        ],
      });
      expect({ totalObjects, emptyClaims }).toEqual({
        totalObjects: 2,
        emptyClaims: [],
      });
      expect(objects[0]).toEqual({
        cluster: 'eu-1',
        apiVersion: 'x/v1',
        kind: 'A',
        namespace: 'team-a',
        name: 'a',
        source: 'x',
        binding: 'confirmed',
        conflict: null,
        operable: true,
        facts: ['a', 'b'].map((key, index) => ({
          type: 'x.a',
          key,
          value: { n: index + 1 },
          evidenceAt: null,
          changedAt: expect.any(String),
        })),
      });
    });

    it('do not say which namespaces a backup of the whole cluster leaves out', async () => {
      const { objects } = await read({
        entities: [createEntity('one')],
        rows: [
          createNamespaceRow('team-a', 'one'),
          createFactRow({ value: { phase: 'New', excluded: ['secret-team'] } }),
        ],
      });
      expect(objects[0].facts[0].value).toEqual({ phase: 'New' });
      expect(JSON.stringify(objects)).not.toContain('secret-team');
    });

    it('are in order, and of very many the first', async () => {
      const { objects, totalObjects } = await read({
        entities: [createEntity('one')],
        rows: [
          createApplicationRow('z', { ownModule: 'one' }),
          createNamespaceRow('team-a', 'one'),
          ...['c', 'a', 'b'].map(name => createFactRow({ name })),
          createFactRow({ name: 'a', namespace: 'team-a', kind: 'y/B' }),
        ],
        limit: 4,
      });
      expect(totalObjects).toBe(6);
      expect(objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
        'A a',
        'A b',
        'A c',
        'B a',
      ]);
    });

    it('say what they are, and not what has happened to them', async () => {
      const application = createApplicationRow('app', { ownModule: 'one' });
      const { objects } = await read({
        entities: [createEntity('one')],
        rows: [
          application,
          { ...application, uid: 'u', type: 'argocd.deployment', key: 'then' },
          createFactRow({ name: 'backup', uid: 'v', ownModule: 'one' }),
        ],
      });
      const types = objects.map(({ name, facts }) => [
        name,
        facts.map(({ type }) => type),
      ]);
      expect(types).toEqual([
        ['backup', ['x.a']],
        ['app', ['argocd.application']],
      ]);
    });

    it('are not operable where a label of theirs says otherwise', async () => {
      const { short } = await read({
        entities: [createEntity('one')],
        rows: [
          createNamespaceRow('team-a', 'one'),
          createDeploymentRow('agrees', { labelModule: 'one' }),
          createDeploymentRow('differs', { labelModule: 'other' }),
          createDeploymentRow('plain'),
        ],
      });
      expect(short).toEqual([
        ['agrees', 'confirmed', true, 1],
        ['differs', 'ownLabel', false, 1],
        ['plain', 'confirmed', true, 1],
        ['team-a', 'confirmed', true, 1],
      ]);
    });

    it('are not operable where they are there for others too', async () => {
      const { short } = await read({
        entities: [createEntity('one')],
        rows: [
          createNamespaceRow('team-a', 'one'),
          createFactRow({ name: 'all', namespace: 'velero', binds: 'subject' }),
          createApplicationRow('app', { ownModule: 'one', madeBy: 'set' }),
          createApplicationRow('set', { kind: 'argoproj.io/ApplicationSet' }),
        ],
      });
      expect(short).toEqual([
        ['all', 'confirmed', false, 1],
        ['team-a', 'confirmed', true, 1],
        ['app', 'confirmed', true, 1],
        ['set', 'confirmed', false, 1],
      ]);
    });

    it('that it claims are told from those that it has', async () => {
      const { short, emptyClaims } = await read({
        entities: [
          createEntity('one', {
            claims: createClaimant(
              'x',
              { type: 'appName', name: 'old' },
              {
                type: 'kubernetesId',
                selector: 'backstage.io/kubernetes-id=a',
              },
              { type: 'projectName', project: 'nothing' },
            ).claims,
          }),
        ],
        rows: [
          createNamespaceRow('team-a', 'one'),
          createDeploymentRow('mine', {
            labels: { 'backstage.io/kubernetes-id': 'a' },
          }),
          createApplicationRow('old'),
        ],
      });
      expect(short).toEqual([
        ['mine', 'confirmed', true, 1],
        ['team-a', 'confirmed', true, 1],
        ['old', 'claimed', false, 1],
      ]);
      expect(emptyClaims).toEqual(['projectName']);
    });

    it('that are somebody else’s are named only where the claim names them', async () => {
      const { short, emptyClaims, totalObjects } = await read({
        entities: [
          createClaimant(
            'claimant',
            { type: 'appName', name: 'app' },
            { type: 'appSelector', selector: 'team=a' },
            { type: 'namespace', namespace: 'team-a' },
            { type: 'namespace', namespace: 'kube-system' },
          ),
        ],
        rows: [
          createApplicationRow('app', { ownModule: 'one' }),
          createApplicationRow('secret', {
            ownModule: 'one',
            labels: { team: 'a' },
          }),
          createNamespaceRow('team-a', 'one'),
          createNamespaceRow('kube-system', null),
          createDeploymentRow('secret'),
          createDeploymentRow('dns', {
            namespace: 'kube-system',
            platform: true,
          }),
        ],
      });
      expect(short).toEqual([
        ['kube-system', 'platform', false, 0],
        ['team-a', 'otherModule', false, 0],
        ['app', 'otherModule', false, 0],
      ]);
      expect(totalObjects).toBe(3);
      // As if there was nothing.
      expect(emptyClaims).toEqual(['appSelector']);
    });

    it('that another entity claims too say nothing to either', async () => {
      const claim = { type: 'appName', name: 'app' } as const;
      const { short } = await read({
        entities: [createClaimant('a', claim), createClaimant('b', claim)],
        rows: [createApplicationRow('app')],
      });
      expect(short).toEqual([['app', 'otherClaim', false, 0]]);
    });

    it('are none while another entity says that it is the module', async () => {
      const { short, totalObjects } = await read({
        entities: [
          createEntity('one'),
          createEntity('impostor', { module: 'one' }),
        ],
        rows: [createNamespaceRow('team-a', 'one')],
      });
      expect({ short, totalObjects }).toEqual({ short: [], totalObjects: 0 });
    });

    it('are none where the platform names another entity', async () => {
      const { short, totalObjects } = await read({
        entities: [createEntity('one')],
        rows: [
          createNamespaceRow('team-a', 'one', 'eu-1', {
            ownEntity: 'component:default/other',
          }),
          createDeploymentRow('secret'),
        ],
      });
      expect({ short, totalObjects }).toEqual({ short: [], totalObjects: 0 });
    });

    it('are those that name another entity, where the platform names both', async () => {
      const { short } = await read({
        entities: [createEntity('one')],
        rows: [
          createNamespaceRow('team-a', 'one', 'eu-1', {
            ownEntity: 'component:default/other',
          }),
          createNamespaceRow('team-b', 'one', 'eu-1', {
            ownEntity: 'component:default/one',
          }),
        ],
      });
      expect(short).toEqual([['team-a', 'otherModule', false, 0]]);
    });

    it('of Applications are another’s where what they deploy to is', async () => {
      const { short } = await read({
        entities: [
          createClaimant('a', { type: 'appName', name: 'theirs' }),
          createEntity('one'),
        ],
        rows: [
          createNamespaceRow('team-a', 'one'),
          createApplicationRow('theirs', {
            subjectCluster: 'eu-1',
            subjectNamespace: 'team-a',
          }),
        ],
      });
      expect(short).toEqual([['theirs', 'otherModule', false, 0]]);
    });
  },
);
