import type {
  Fact,
  KubernetesObject,
  Rec,
  Source,
} from '@orchestr8/backstage-plugin-o8-node';

const CLUSTERS = ['eu-1', 'us-1', 'mgmt'];

/** What a source says of an object on a cluster, where clusters go by their names. */
export function readFacts(
  source: Source,
  object: KubernetesObject,
  cluster = 'eu-1',
): (Fact | Rec)[] {
  return source.toFacts(object, {
    cluster,
    resolveCluster: address => (CLUSTERS.includes(address) ? address : null),
  });
}

/** What an object says, without the records of what happened to it beside that. */
export function withoutHistory(facts: (Fact | Rec)[]): (Fact | Rec)[] {
  const lasting = facts.filter(fact => !('uid' in fact));
  return lasting.length > 0 ? lasting : facts;
}
