import { ClusterStore } from '../../apiserver';
import { createClusterProfiles } from '../../content/clusterProfiles';
import { definitionsOf } from '../../content/definitions';
import { checkManifests, Project, type Target } from '../check';

/** An empty workload cluster that serves all kinds of the demo. */
export function createStore(): ClusterStore {
  const [, cluster] = createClusterProfiles(2);
  const definitions = definitionsOf(cluster);
  const content = { name: cluster.name, definitions, objects: [] };
  return new ClusterStore({ content, maxLogEvents: 100 });
}

/** What the Application "app" wants, checked against nothing but the kinds. */
export function createTargets(
  store: ClusterStore,
  ...manifests: object[]
): Target[] {
  const project = Project.read({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'p', uid: 'p', creationTimestamp: '' },
    spec: {
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  });
  if (!project) throw new TypeError('the project was not read');
  const { targets, problems } = checkManifests({
    application: 'app',
    manifests: manifests.map(manifest => ({
      manifest: manifest as Target['manifest'],
      file: 'x.yaml',
    })),
    definitions: store.definitions(),
    cluster: { name: store.cluster, names: ['eu-1'], servers: ['x'] },
    namespace: 'shop',
    hasNamespace: () => true,
    project,
  });
  if (problems.length > 0) throw new TypeError(problems.join());
  return targets;
}
