import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { parse } from 'yaml';
import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { planWith, specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { renderPlan } from '../../render/renderPlan';
import type { ModulePlan } from '../../types';

type Spec = ModuleSpecInput['spec'];

const REGIONS = ['eu-1', 'us-1'].map(cluster => ({
  environment: 'production',
  cluster,
}));

function docsOf(plan: ModulePlan): Map<string, string> {
  return new Map(
    renderPlan(plan)
      .module.filter(({ path }) => /^(docs\/|mkdocs|catalog-info)/.test(path))
      .map(({ path, content }) => [path, content]),
  );
}

const textOf = (plan: ModulePlan, name: string): string =>
  docsOf(plan).get(`docs/runbooks/${name}.md`) ?? '';

const service = { kind: 'service', image: 'a/b:1' } as const;
const dedicated: Spec['data'] = {
  postgresql: { mode: 'dedicated', primary: 'eu-1' },
};

describe('the documentation of a module', () => {
  it.each<[string, Partial<Spec>, string[]]>([
    ['nothing else', {}, ['restore']],
    [
      'a database',
      { data: { postgresql: {} } },
      ['restore', 'point-in-time-recovery'],
    ],
    ['two regions', { placements: REGIONS }, ['restore', 'failover']],
    [
      'both',
      { placements: REGIONS, data: dedicated },
      ['restore', 'point-in-time-recovery', 'failover'],
    ],
  ])(
    'has the runbooks of a module with %s, and no others',
    (_, more, names) => {
      const docs = docsOf(planWith(service, more));
      const { nav, plugins } = parse(docs.get('mkdocs.yml') ?? '');
      const paths = names.map(name => `runbooks/${name}.md`);
      expect(plugins).toEqual(['techdocs-core']);
      expect(nav[1].Runbooks.flatMap(Object.values)).toEqual(paths);
      expect(
        [...docs.keys()].filter(path => path.includes('runbooks')).sort(),
      ).toEqual(paths.map(path => `docs/${path}`).sort());
      for (const path of paths) {
        expect(docs.get('docs/index.md')).toContain(`](${path})`);
      }
      expect(docs.get('catalog-info.yaml')).toContain(
        'backstage.io/techdocs-ref: "dir:."',
      );
    },
  );

  it('says which pods only read', () => {
    const docs = docsOf(
      planWith(service, { placements: REGIONS, data: dedicated }),
    );
    const index = docs.get('docs/index.md');
    expect(index).toContain('Its database is written to in eu-1 only');
    expect(index).toContain('In us-1 it follows');
  });

  it('shows hostile texts as they are', () => {
    const spec = specWith(service);
    spec.metadata.title = '<b>x</b> ![a](javascript:b) # not: yaml';
    spec.metadata.description = '- `id` | </script>';
    const plan = valueOf(planModule({ spec, zone: createRichZone('none') }));
    const docs = docsOf(plan);
    expect(parse(docs.get('mkdocs.yml') ?? '').site_name).toBe(
      spec.metadata.title,
    );
    const index = docs.get('docs/index.md') ?? '';
    expect(index).not.toMatch(/<b>|<\/script>|!\[/);
    expect(index).toContain('\\- \\`id\\` \\|');
  });

  it('has complete blocks of commands only', () => {
    const docs = docsOf(
      planWith(service, { placements: REGIONS, data: dedicated }),
    );
    const pages = [...docs].filter(([path]) => path.endsWith('.md'));
    expect(pages).toHaveLength(4);
    for (const [, text] of pages) {
      expect((text.match(/```/g) ?? []).length % 2).toBe(0);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
      expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
    }
  });
});

describe('the restore runbook', () => {
  it('stops Argo CD before it restores, and lets it go on after that', () => {
    const text = textOf(planWith(service), 'restore');
    const order = [
      'annotate application shop-boundary-eu-1 shop-eu-1 argocd.argoproj.io/skip-reconcile=true',
      'velero --kubecontext eu-1 -n velero backup get --selector velero.io/schedule-name=shop',
      'restore create shop-<number> --from-backup <backup> --include-namespaces shop',
      'skip-reconcile-',
    ].map(line => text.indexOf(line));
    expect(order.every(at => at > 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(text).toContain('Argo CD alone brings them back');
    expect(text).not.toContain('persistentvolumeclaim shop');
  });

  it('names volumes, those that no backup has, and what is promised', () => {
    const volumes = [
      { name: 'data', mountPath: '/data', size: '1Gi' },
      { name: 'cache', mountPath: '/cache', size: '1Gi', backup: false },
    ];
    const text = textOf(
      planWith(
        { ...service, replicas: 1, volumes },
        { recovery: { tier: 'critical', rpo: '2h', rto: '4h' } },
      ),
      'restore',
    );
    expect(text).toContain('except for `cache`');
    expect(text).toContain('delete persistentvolumeclaim shop-data');
    expect(text).toContain('scale deployment/shop --replicas=0');
    expect(text).toContain('At most 2h of data may be lost');
    expect(text).toContain('within 4h');
  });

  it('counts one day as one', () => {
    const plan = planWith(service, { recovery: { retentionDays: 1 } });
    expect(textOf(plan, 'restore')).toContain('kept 1 day.');
  });

  it.each<[Spec['workload'], string]>([
    [
      { kind: 'job', image: 'a/b:1', job: { schedule: '7 3 * * *' } },
      `patch cronjob shop -p '{"spec":{"suspend":true}}'`,
    ],
    [
      {
        kind: 'service',
        image: 'a/b:1',
        autoscaling: { minReplicas: 1, maxReplicas: 2, cpuPercent: 70 },
      },
      'delete horizontalpodautoscaler shop\n',
    ],
    [
      {
        kind: 'service',
        chart: { repository: 'https://c.example', name: 'x', version: '1.0.0' },
      },
      'get deployment,statefulset',
    ],
  ])('stops whatever writes: %j', (workload, line) => {
    const plan = planWith(workload, {
      data: { postgresql: { mode: 'dedicated' } },
    });
    expect(textOf(plan, 'point-in-time-recovery')).toContain(line);
  });

  it.each<[Spec['workload'], string]>([
    [
      { kind: 'job', image: 'a/b:1', job: { schedule: '7 3 * * *' } },
      `patch cronjob shop -p '{"spec":{"suspend":false}}'`,
    ],
    [
      {
        kind: 'service',
        image: 'a/b:1',
        autoscaling: { minReplicas: 2, maxReplicas: 4, cpuPercent: 70 },
      },
      // Autoscalers leave alone what has no pods.
      'scale deployment/shop --replicas=2\n',
    ],
  ])('starts again what git does not: %j', (workload, line) => {
    const plan = planWith(
      {
        ...workload,
        volumes: [
          {
            name: 'data',
            mountPath: '/data',
            size: '1Gi',
            accessMode: 'ReadWriteMany',
            storageClass: 'shared-files',
          },
        ],
      },
      { data: { postgresql: { mode: 'dedicated' } } },
    );
    for (const name of ['point-in-time-recovery', 'restore']) {
      const [before, after] = textOf(plan, name).split('skip-reconcile-');
      expect(after).toContain(line);
      expect(before).not.toContain(line);
    }
  });

  it('stops what Argo Rollouts brings there', () => {
    const plan = planWith(
      { ...service, replicas: 3 },
      {
        delivery: { strategy: 'canary' },
        data: { postgresql: { mode: 'dedicated' } },
      },
      'sidecar',
    );
    const text = textOf(plan, 'point-in-time-recovery');
    // The Deployment has no pods then.
    expect(text).toContain(
      `patch rollout shop --type=merge -p '{"spec":{"replicas":0}}'`,
    );
    expect(text).not.toContain('scale deployment');
  });
});

describe('the runbook of point-in-time recovery', () => {
  /** The manifest that a reader applies. */
  function manifestOf(text: string) {
    const [, manifest = ''] = /<<'EOF'\n([^]*?)\n\s*EOF/.exec(text) ?? [];
    return parse(manifest.replaceAll(/^ {3}/gm, ''));
  }

  it('restores beside the cluster, from its archive, with its identity', () => {
    const plan = planWith(
      service,
      { data: { postgresql: { mode: 'dedicated', pitrWindow: '14d' } } },
      'sidecar',
    );
    const text = textOf(plan, 'point-in-time-recovery');
    expect(text).toContain('One can go back 14d at most');
    expect(manifestOf(text)).toMatchObject({
      kind: 'Cluster',
      metadata: { name: 'shop-db-restored', namespace: 'shop' },
      spec: {
        instances: 1,
        serviceAccountName: 'shop-db',
        inheritedMetadata: { labels: { 'sidecar.istio.io/inject': 'false' } },
        bootstrap: { recovery: { source: 'origin' } },
        externalClusters: [
          {
            name: 'origin',
            plugin: {
              parameters: {
                barmanObjectName: 'shop-db',
                serverName: 'shop-eu-1',
              },
            },
          },
        ],
      },
    });
    // It would archive into what it is restored from.
    expect(manifestOf(text).spec).not.toHaveProperty('plugins');
    expect(text).toContain('archive: after-loss');
    // Meanwhile the module would write into the empty one.
    expect(text).toContain('all of the steps above');
  });

  it('says the version of what is restored, which the zone may not know', () => {
    const zone = createRichZone('none');
    const spec = specWith(service, {
      data: { postgresql: { mode: 'dedicated' } },
    });
    const imageOf = () => {
      const text = textOf(
        valueOf(planModule({ spec, zone })),
        'point-in-time-recovery',
      );
      return [manifestOf(text).spec.imageName, text];
    };
    delete zone.spec.database?.image;
    const [unknown, text] = imageOf();
    expect(unknown).toBe('<image of shop-db>');
    expect(text).toContain(
      "get cluster shop-db -o jsonpath='{.spec.imageName} {.spec.storage.size}'",
    );
    Object.assign(zone.spec.database ?? {}, { image: 'a/postgresql:17.5' });
    expect(imageOf()[0]).toBe('a/postgresql:17.5');
  });

  it('goes to another region where the cluster that is written to is lost', () => {
    const plan = planWith(service, { placements: REGIONS, data: dedicated });
    const [, loss] = textOf(plan, 'point-in-time-recovery').split(
      '## When the whole cluster is lost',
    );
    expect(loss).toContain('(failover.md)');
    expect(loss).toContain('kubectl --context us-1 -n shop delete cluster');
  });

  it('says that each cluster has data of its own', () => {
    const plan = planWith(service, {
      placements: REGIONS,
      data: { postgresql: { perCluster: true } },
    });
    expect(textOf(plan, 'point-in-time-recovery')).toContain(
      'The steps name `eu-1`. `us-1` has data of its own',
    );
  });

  it('takes one database out of the shared cluster, by its platform team', () => {
    const plan = planWith(service, { data: { postgresql: {} } });
    const text = textOf(plan, 'point-in-time-recovery');
    expect(manifestOf(text)).toMatchObject({
      metadata: { name: 'shared-pg-restored', namespace: 'platform-db' },
      spec: {
        // Nobody else may read its archive.
        serviceAccountName: 'shared-pg',
        imageName: '<image of shared-pg>',
        externalClusters: [
          {
            plugin: {
              parameters: {
                barmanObjectName: 'shared-pg',
                serverName: 'shared-pg-eu-1',
              },
            },
          },
        ],
      },
    });
    expect(text).toContain('those of the platform team');
    expect(text).toContain(
      'kubectl --context eu-1 -n shop scale deployment/shop --replicas=0',
    );
    expect(text).toContain('pg_restore --single-transaction');
    expect(text).not.toContain('after-loss');
  });

  it('is where the database is written to', () => {
    const plan = planWith(service, {
      placements: REGIONS,
      data: { postgresql: { mode: 'dedicated', primary: 'us-1' } },
    });
    expect(textOf(plan, 'point-in-time-recovery')).toContain(
      'serverName: shop-us-1',
    );
  });
});

describe('the failover runbook', () => {
  it('moves the database by its token, with Argo CD stopped before', () => {
    const text = textOf(
      planWith(service, { placements: REGIONS, data: dedicated }),
      'failover',
    );
    const order = [
      'annotate application shop-boundary-us-1 shop-us-1 argocd.argoproj.io/skip-reconcile=true',
      'primary: us-1\n',
      "kubectl --context eu-1 -n shop get cluster shop-db -o jsonpath='{.status.demotionToken}'",
      'promotionToken: <token>',
      'skip-reconcile-',
    ].map(line => text.indexOf(line));
    expect(order.every(at => at > 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(text).toContain('the folder `shop/shop-eu-1`');
    expect(text).toMatch(
      /\| `eu-1` \| `eu-1-region` \| production .* is written to/,
    );
  });

  it('has migrations tried again, which do not wait for the new primary', () => {
    const text = textOf(
      planWith(service, {
        placements: REGIONS,
        data: {
          postgresql: {
            mode: 'dedicated',
            primary: 'eu-1',
            migrations: { command: ['/m'] },
          },
        },
      }),
      'failover',
    );
    expect(text.match(/sync `shop-us-1` again/g)).toHaveLength(2);
  });

  it('says nothing of a database that is not there', () => {
    const text = textOf(planWith(service, { placements: REGIONS }), 'failover');
    expect(text).not.toMatch(/database|PostgreSQL|Token/);
    expect(text).toContain('Nothing happens without a person');
  });
});
