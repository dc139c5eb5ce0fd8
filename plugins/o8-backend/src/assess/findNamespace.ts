import type {
  AssessInput,
  KnownFact,
  Placement,
} from '@orchestr8/backstage-plugin-o8-node';

/**
 * The Namespace of a placement that names the module; undefined if none was read. Then
 * nothing that lies in it is known to be the module's, and what seems to be missing may
 * only be unseen.
 */
export function findNamespace(
  { cluster, namespace }: Placement,
  { facts }: Pick<AssessInput, 'facts'>,
): KnownFact | undefined {
  return facts.find(
    ({ type, object }) =>
      type === 'namespaces.namespace' &&
      object.cluster === cluster &&
      object.name === namespace,
  );
}
