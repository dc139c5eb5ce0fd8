import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { parse, parseAllDocuments } from 'yaml';
import { planRichly, planWith } from '../__testUtils__/planWith';
import { renderPlan } from '../render/renderPlan';

type Spec = ModuleSpecInput['spec'];
type Files = Record<string, string>;

const image = 'ghcr.io/acme/shop:1.4.2';
const job = { schedule: '20 4 * * *' };
const autoscaling = { minReplicas: 1, maxReplicas: 3, cpuPercent: 70 };
const production = { environment: 'production', cluster: 'eu-1' };
const staging = { environment: 'staging', cluster: 'stage-1' };

function filesOf(workload: Spec['workload'], placement = {}): Files {
  const placements = [production, { ...staging, ...placement }];
  const { module } = renderPlan(planWith(workload, { placements }));
  return Object.fromEntries(module.map(({ path, content }) => [path, content]));
}

function overlayOf(files: Files, name = 'staging-stage-1'): Files {
  const prefix = `deploy/overlays/${name}/`;
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, content]) => [path.slice(prefix.length), content]),
  );
}

describe('an overlay', () => {
  it('has nothing but its image and its label where its placement says no more', () => {
    const files = filesOf({ kind: 'service', image }, { replicas: 5 });
    const overlay = overlayOf(files, 'production-eu-1');
    expect(Object.keys(overlay)).toEqual(['kustomization.yaml']);
    const document = parse(overlay['kustomization.yaml']);
    expect(Object.keys(document).sort()).toEqual(
      [
        'apiVersion',
        'kind',
        'namespace',
        'resources',
        'images',
        'labels',
      ].sort(),
    );
    expect(overlay['kustomization.yaml']).not.toMatch(/^#/);
  });

  it('patches what its placement says otherwise, and no more', () => {
    const overlay = overlayOf(
      filesOf(
        { kind: 'service', image, env: { LEVEL: 'info', SAME: '1' } },
        {
          replicas: 5,
          env: { LEVEL: 'debug', MORE: 'null' },
          resources: { cpu: '2', memory: '128Mi', memoryLimit: '256Mi' },
        },
      ),
    );
    expect(Object.keys(overlay)).toEqual([
      'kustomization.yaml',
      'patch-deployment.yaml',
    ]);
    expect(parse(overlay['kustomization.yaml'])).toMatchObject({
      resources: ['../../base'],
      patches: [{ path: 'patch-deployment.yaml' }],
    });
    expect(parse(overlay['patch-deployment.yaml'])).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'shop' },
      spec: {
        replicas: 5,
        template: {
          spec: {
            containers: [
              {
                name: 'shop',
                env: [
                  { name: 'LEVEL', value: 'debug' },
                  { name: 'MORE', value: 'null' },
                ],
                resources: { requests: { cpu: '2' } },
              },
            ],
          },
        },
      },
    });
  });

  it('patches a job where its pods are', () => {
    const overlay = overlayOf(
      filesOf({ kind: 'job', image, job }, { env: { DRY: 'true' } }),
    );
    expect(parse(overlay['patch-cron-job.yaml'])).toMatchObject({
      kind: 'CronJob',
      spec: {
        jobTemplate: {
          spec: { template: { spec: { containers: [{ name: 'shop' }] } } },
        },
      },
    });
  });

  it('patches the bounds of an autoscaler', () => {
    const other = { ...autoscaling, maxReplicas: 2 };
    const overlay = overlayOf(
      filesOf({ kind: 'worker', image, autoscaling }, { autoscaling: other }),
    );
    expect(Object.keys(overlay)).toEqual([
      'kustomization.yaml',
      'patch-horizontal-pod-autoscaler.yaml',
    ]);
    expect(
      parse(overlay['patch-horizontal-pod-autoscaler.yaml']),
    ).toMatchObject({ spec: { maxReplicas: 2 } });
  });

  it('brings an autoscaler of its own, and takes the replicas away', () => {
    const overlay = overlayOf(
      filesOf({ kind: 'worker', image, replicas: 2 }, { autoscaling }),
    );
    expect(parse(overlay['kustomization.yaml'])).toMatchObject({
      resources: ['../../base', 'horizontal-pod-autoscaler.yaml'],
      patches: [{ path: 'patch-deployment.yaml' }],
    });
    expect(parse(overlay['patch-deployment.yaml']).spec).toEqual({
      replicas: null,
    });
  });
});

describe('an overlay that waits for its first image', () => {
  const comment = /^# Waiting for its first image: /;

  it('runs the placeholder, which needs no patch of its own', () => {
    const overlay = overlayOf(filesOf({ kind: 'worker' }));
    expect(Object.keys(overlay)).toEqual(['kustomization.yaml']);
    expect(overlay['kustomization.yaml']).toMatch(comment);
    expect(overlay['kustomization.yaml']).not.toContain('placeholder.yaml');
    expect(parse(overlay['kustomization.yaml']).images).toEqual([
      {
        name: 'registry.example/modules/shop',
        newName: 'registry.example/placeholder',
        newTag: '1',
      },
    ]);
  });

  it('asks the placeholder for nothing that it does not have', () => {
    const overlay = overlayOf(
      filesOf({
        kind: 'service',
        command: ['/bin/shop'],
        probes: { readiness: { path: '/ready' } },
      }),
    );
    expect(overlay['kustomization.yaml']).toMatch(comment);
    const patch = parse(overlay['patch-placeholder.yaml']);
    expect(patch.spec.template.spec.containers).toEqual([
      {
        name: 'shop',
        command: null,
        readinessProbe: { httpGet: null, tcpSocket: { port: 'http' } },
      },
    ]);
  });

  it('suspends a job, which a placeholder would never end', () => {
    const files = filesOf({ kind: 'job', job, args: ['report'] });
    const overlay = overlayOf(files);
    expect(overlay['kustomization.yaml']).toContain(
      'Then patch-placeholder.yaml goes too.',
    );
    expect(parse(overlay['patch-placeholder.yaml'])).toEqual({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: {
        name: 'shop',
        annotations: { 'argocd.argoproj.io/ignore-healthcheck': 'true' },
      },
      spec: { suspend: true },
    });
    expect(files['deploy/base/cron-job.yaml']).not.toContain('suspend');
  });
});

describe('a chart', () => {
  const chart = {
    repository: 'oci://registry.example.com/charts',
    name: 'thing',
    version: '1.2.3',
    values: { on: 'yes', list: [1, '2', null, { a: '# b' }], text: 'a\n\nb\n' },
  };
  const files = filesOf({ kind: 'service', chart });

  it('has values, and neither base nor overlays', () => {
    expect(
      Object.keys(files).filter(path => path.startsWith('deploy/')),
    ).toEqual([
      'deploy/values.yaml',
      'deploy/values/production-eu-1.yaml',
      'deploy/values/staging-stage-1.yaml',
    ]);
  });

  it('has both where something of ours is beside it, and its Application takes them', () => {
    const placements = [production];
    const { module, platform } = renderPlan(
      planRichly({ kind: 'service', chart }, { placements }),
    );
    const overlay = 'deploy/overlays/production-eu-1';
    expect(module.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'deploy/base/dashboard.yaml',
        `${overlay}/kustomization.yaml`,
      ]),
    );
    const application = platform.find(({ path }) =>
      path.endsWith('/application-eu-1.yaml'),
    );
    expect(parse(application?.content ?? '').spec.sources).toEqual([
      expect.objectContaining({ chart: 'thing' }),
      expect.objectContaining({ ref: 'values' }),
      expect.objectContaining({ path: overlay }),
    ]);
  });

  it.each(['1.1', '1.2'] as const)(
    'is told what the spec says: YAML %s',
    version => {
      const [document, ...more] = parseAllDocuments(
        files['deploy/values.yaml'],
        {
          version,
        },
      );
      expect(more).toEqual([]);
      expect(document?.toJS()).toEqual(chart.values);
    },
  );

  it('is told nothing else until somebody writes it', () => {
    const own = files['deploy/values/staging-stage-1.yaml'];
    expect(own).toMatch(
      /^# What the chart thing 1\.2\.3 .* is told on "stage-1"/,
    );
    expect(parse(own)).toEqual({});
  });
});
