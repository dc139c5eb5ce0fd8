import type { ModuleContext } from '../../emitters/types';
import { toYaml } from '../../render/toYaml';
import type { PlannedPlacement } from '../../types';
import { clusterName, databaseName, LABEL_CLUSTER } from '../data/names';
import { pitrWindow } from '../data/ownCluster';
import { restoredCluster, type RestoredCluster } from '../data/restoredCluster';
import { databaseOf, isFollower, topologyOf } from '../data/topology';
import {
  CONTEXTS,
  resume,
  startWorkload,
  stopWorkload,
  suspend,
} from './commands';
import { page, shell, steps } from './markdown';

/** How the database of a module goes back to a point in time; nothing without a database. */
export function pointInTimeRunbook(context: ModuleContext): string | undefined {
  const database = databaseOf(context);
  const [first] = context.placements;
  const restored =
    database && restoredCluster(context, toPrimary(context, first));
  if (!database || !restored) {
    return undefined;
  }
  const isOwn = database.mode === 'dedicated';
  const window = isOwn
    ? pitrWindow(context, database)
    : context.zone.spec.database?.retention;
  const { owner } = context.spec.metadata;
  const who = isOwn
    ? `\`${owner}\` decides.`
    : `\`${owner}\` decides; the steps in \`${restored.namespace}\` are those of the platform team. Other modules on the shared cluster notice nothing: only a copy goes back, and of it this one database.`;
  return page(
    '# Take the database back to a point in time',
    `For when data was changed or removed by mistake. One can go back ${window} at most. ${who}`,
    'Nobody restores over a database: it is restored to a cluster beside it, looked at, and then copied back. That cluster is made by hand and is never a file of a repository: Argo CD would keep it, and a backup would be taken of it.',
    CONTEXTS,
    '## Steps',
    steps(...listSteps(context, restored)),
    isOwn ? describeLoss(context, restored) : describeOthers(context, restored),
  );
}

/** The cluster that is written to, where the first placement is. */
function toPrimary(
  context: ModuleContext,
  first: PlannedPlacement,
): PlannedPlacement {
  const { primary } = topologyOf(context, first);
  return (
    context.placements.find(({ cluster }) => cluster.name === primary) ?? first
  );
}

function listSteps(
  context: ModuleContext,
  { cluster, namespace, from, manifest }: RestoredCluster,
): string[] {
  const { name } = context.spec.metadata;
  const database = databaseName(name);
  const restored = manifest.metadata.name;
  const text = toYaml(manifest);
  const start = startWorkload(context, cluster);
  const kubectl = `kubectl --context ${cluster} -n ${namespace}`;
  const primary = `$(${kubectl} get pod -l ${LABEL_CLUSTER}=${from},cnpg.io/instanceRole=primary -o name)`;
  return [
    `Stop Argo CD, and then what writes.\n${suspend(context, [
      cluster,
    ])}\n${shell(stopWorkload(context, cluster))}`,
    `Restore to a new cluster. Write the time in place of the one here; with \`+00\` it is UTC.${sayUnknown(
      text,
      `${kubectl} get cluster ${from}`,
    )}\n${shell(
      `${kubectl} create -f - <<'EOF'`,
      ...text.trimEnd().split('\n'),
      'EOF',
      `${kubectl} wait --for=condition=Ready cluster/${restored} --timeout=4h`,
    )}`,
    `Look whether it is what you want; if not, remove it and begin with another time.\n${shell(
      `${kubectl} exec -it ${restored}-1 -c postgres -- psql -d ${database}`,
    )}`,
    `Keep what is there now, then copy the restored schema over it. What is in other schemas stays.\n${shell(
      `${kubectl} exec ${primary} -c postgres -- pg_dump -Fc -n ${database} -d ${database} > before.dump`,
      `${kubectl} exec ${restored}-1 -c postgres -- pg_dump -Fc -n ${database} -d ${database} > restored.dump`,
      `${kubectl} exec -i ${primary} -c postgres -- pg_restore --single-transaction --clean --if-exists --no-owner --role=${database} -d ${database} < restored.dump`,
    )}`,
    `Let Argo CD go on${
      start ? ', and start what was stopped' : ': it starts the module again'
    }.\n${resume(context, [cluster])}${start ? `\n${shell(start)}` : ''}`,
    `When all is well, remove the copy, its volumes go with it.\n${shell(
      `${kubectl} delete cluster ${restored}`,
      'rm before.dump restored.dump',
    )}`,
    'Write down how long it took and how much was lost: that is the evidence of a restore drill too.',
  ];
}

/** What is between `<` and `>` in the manifest, and how to see it. */
function sayUnknown(manifest: string, get: string): string {
  return manifest.includes('<image of')
    ? ` What stands between \`<\` and \`>\` has to be as it is there, or PostgreSQL does not read its files: \`${get} -o jsonpath='{.spec.imageName} {.spec.storage.size}'\`.`
    : '';
}

/** Clusters that share nothing go back one by one. */
function describeOthers(
  { placements }: ModuleContext,
  { cluster }: RestoredCluster,
): string | undefined {
  const others = placements
    .map(placement => placement.cluster.name)
    .filter(name => name !== cluster)
    .map(name => `\`${name}\``);
  return others.length > 0
    ? `The steps name \`${cluster}\`. ${others.join(', ')} ${
        others.length > 1 ? 'have' : 'has'
      } data of its own: do there what has to be done there too.`
    : undefined;
}

function describeLoss(
  context: ModuleContext,
  { cluster }: RestoredCluster,
): string {
  const { name } = context.spec.metadata;
  const own = clusterName(name);
  const followers = context.placements
    .filter(placement => isFollower(context, placement))
    .map(placement => placement.cluster.name);
  return page(
    '## When the whole cluster is lost',
    followers.length > 0
      ? 'Another region still has what was archived: follow [the other runbook](failover.md), as for a region that is lost. What comes next is for when nothing is left there either.'
      : undefined,
    `Argo CD makes \`${own}\` again, empty, and it does not start: its archive is not empty, and CloudNativePG never continues the archive of another cluster. So first name a new archive in \`o8.yaml\`, and let the entry be approved:`,
    '```yaml\nspec:\n  data:\n    postgresql:\n      archive: after-loss\n```',
    `When \`${own}\` on \`${cluster}\` is ready, follow all of the steps above; what the module wrote into the empty one is in \`before.dump\`. The manifest there names the archive that this page was generated with: keep the page of before the change at hand, because what is lost is in the old archive.`,
    ...(followers.length > 0
      ? [
          `Those that follow have the history of the old one. Remove them with their volumes when \`${own}\` on \`${cluster}\` has a base backup, and Argo CD builds them again:\n${shell(
            ...followers.map(
              follower =>
                `kubectl --context ${follower} -n ${name} delete cluster ${own}`,
            ),
          )}`,
        ]
      : []),
  ).trimEnd();
}
