import type { ModuleContext } from '../../emitters/types';
import { workloadApplication } from '../../plan/applicationNames';
import { clusterName, serverName } from '../data/names';
import { databaseOf, isReplicated, topologyOf } from '../data/topology';
import { CONTEXTS, resume, suspend } from './commands';
import { page, shell, steps } from './markdown';

/** The clusters of the environment that is in several regions. */
function listRegions({ placements }: ModuleContext) {
  return placements.filter(({ environment, cluster }) =>
    placements.some(
      other =>
        other.environment === environment &&
        other.cluster.name !== cluster.name,
    ),
  );
}

/** What people do when a region is lost; nothing for a module that is in one only. */
export function failoverRunbook(context: ModuleContext): string | undefined {
  const regions = listRegions(context);
  if (regions.length === 0) {
    return undefined;
  }
  return page(
    '# When a region is lost',
    describeDecision(context),
    `## Where it is\n\n${describeRegions(context, regions)}`,
    describeTraffic(context),
    ...(isReplicated(context) ? describeDatabase(context, regions) : []),
    '## Afterwards\n\nWrite down when it began, who decided, and when requests were answered again: that is the evidence of a failover drill too.',
  );
}

function describeDecision({ spec }: ModuleContext): string {
  const { failover, rto } = spec.spec.recovery;
  const within = rto ? ` It has to work again within ${rto}.` : '';
  const who = `\`${spec.metadata.owner}\``;
  return failover?.automatic
    ? `Requests go elsewhere by themselves; ${who} looks whether they do.${within}`
    : `${who} decides, and says so to who is on duty. Nothing happens without a person.${within}`;
}

function describeRegions(
  context: ModuleContext,
  regions: ModuleContext['placements'],
): string {
  const { failover } = context.spec.spec.recovery;
  const hasDatabase = isReplicated(context);
  const rows = regions.map(placement => {
    const { cluster, environment } = placement;
    const serves =
      failover?.mode === 'active-passive' && failover.primary !== cluster.name
        ? 'stands by'
        : 'serves';
    const writes =
      topologyOf(context, placement).primary === cluster.name
        ? 'is written to'
        : 'follows';
    return [
      `\`${cluster.name}\``,
      cluster.region ? `\`${cluster.region}\`` : 'not said',
      environment,
      serves,
      ...(hasDatabase ? [writes] : []),
    ];
  });
  const head = [
    ...['cluster', 'region', 'environment', 'requests'],
    ...(hasDatabase ? ['database'] : []),
  ];
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function describeTraffic({ zone, spec }: ModuleContext): string {
  const { kind = 'none' } = zone.spec.traffic ?? {};
  const ways = {
    'external-dns':
      'Records of DNS with health checks lead the world to a healthy region. See which addresses they answer with, and wait for as long as resolvers keep the old ones.',
    'load-balancer':
      'A load balancer in front of all regions asks each of them for its health. See in it which ones it takes for healthy.',
    none: 'Nothing leads requests to another region: the platform team changes by hand what points to the lost one.',
  };
  const hint =
    spec.spec.recovery.failover?.mode === 'active-passive'
      ? ' To move on purpose, change `spec.recovery.failover.primary` in `o8.yaml`.'
      : '';
  return `## Requests\n\n${ways[kind]}${hint}`;
}

function describeDatabase(
  context: ModuleContext,
  regions: ModuleContext['placements'],
): string[] {
  const { name } = context.spec.metadata;
  const { primary } = topologyOf(context, regions[0]);
  const next =
    regions.map(({ cluster }) => cluster.name).find(each => each !== primary) ??
    primary;
  const cluster = clusterName(name);
  const status = (on: string) =>
    `kubectl --context ${on} -n ${name} get cluster ${cluster} -o yaml`;
  const change = (more: string) =>
    `\n\`\`\`yaml\nspec:\n  data:\n    postgresql:\n      primary: ${next}\n${more}\`\`\``;
  const forget = databaseOf(context)?.promotionToken
    ? ' Take the old `promotionToken` out with the same change.'
    : '';
  // Hooks of the workload's Application run as soon as it is synchronised.
  const again = databaseOf(context)?.migrations
    ? ` Migrations do not wait for that: if they failed meanwhile, sync \`${workloadApplication(
        name,
        next,
      )}\` again.`
    : '';
  return [
    `## The database\n\nPostgreSQL is written to in one place, now in \`${primary}\`. The others follow through the object store. ${CONTEXTS}`,
    `### Move it on purpose\n\nNothing is lost: the old primary stops first and says up to where the new one has to read.\n\n${steps(
      `Stop Argo CD where the new primary will be: without the token it would begin at once, and the old one would have to be built again.\n${suspend(
        context,
        [next],
      )}`,
      `Name the new primary in \`o8.yaml\`, and let the entry be approved.${forget} The old one stops.\n${change(
        '',
      )}`,
      `Wait for its token.\n${shell(
        `kubectl --context ${primary} -n ${name} get cluster ${cluster} -o jsonpath='{.status.demotionToken}'`,
      )}`,
      `Write the token to \`o8.yaml\` too, and let the entry be approved. It is no secret.\n${change(
        '      promotionToken: <token>\n',
      )}`,
      `Let Argo CD go on. The new primary reads up to the token, then it takes over.${again}\n${resume(
        context,
        [next],
      )}\n${shell(status(next))}`,
    )}`,
    `### The region of the primary is lost\n\n**What was not archived yet is lost.** First make sure that nobody writes to \`${primary}\` any more.\n\n${steps(
      `Name the new primary in \`o8.yaml\`, without a \`promotionToken\`, and let the entry be approved.\n${change(
        '',
      )}`,
      `It takes over as soon as Argo CD has applied it.${again}\n${shell(
        status(next),
      )}`,
      `When \`${primary}\` is back, its data is another history. Stop Argo CD there, remove the cluster with its volumes, have the folder \`${name}/${serverName(
        context.spec,
        primary,
      )}\` of the object store moved away, and let Argo CD go on: it is built again as a follower.\n${suspend(
        context,
        [primary],
      )}\n${shell(
        `kubectl --context ${primary} -n ${name} delete cluster ${cluster}`,
      )}\n${resume(context, [primary])}`,
    )}`,
  ];
}
