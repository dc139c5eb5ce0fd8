import type { ModuleContext } from '../../emitters/types';
import { hostOf } from './connection';
import { clusterName, databaseName, POSTGRES_PORT } from './names';
import { isFromStore, passwordKey, secretOf } from './passwords';
import { databaseOf, isFollower, topologyOf } from './topology';

/** What people have to do for the database of a module before it is there. */
export function noteDatabase(context: ModuleContext): string[] {
  if (!databaseOf(context)) {
    return [];
  }
  const { chart } = context.spec.spec.workload;
  const name = databaseName(context.spec.metadata.name);
  const secret = secretOf(context);
  return [
    ...(isFromStore(context)
      ? [
          `The password of its database is not made by anybody: put a random one into the secret store as "${passwordKey(
            context,
          )}", field "password", before the first sync.`,
        ]
      : []),
    ...noteFollowers(context),
    ...(chart
      ? [
          `Its chart has to be told where its database is: host ${hostOf(
            context,
          )}, port ${POSTGRES_PORT}, database, schema and user ${name}, password in the Secret "${secret}", key "password".`,
        ]
      : []),
  ];
}

/** Requests may go to all regions, but what they write only to one. */
function noteFollowers(context: ModuleContext): string[] {
  const { spec, placements } = context;
  const followers = placements.filter(each => isFollower(context, each));
  if (followers.length === 0) {
    return [];
  }
  const { primary } = topologyOf(context, followers[0]);
  const names = followers.map(({ cluster }) => cluster.name).join(', ');
  return [
    `Its database is written to in ${primary} only. In ${names} it follows: pods there may read, and whoever writes gets an error. It begins there with the first base backup of ${primary}: if its recovery gave up before there was one, remove the Cluster "${clusterName(
      spec.metadata.name,
    )}" there, and Argo CD makes it again.`,
  ];
}
