import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { planWith } from '../__testUtils__/planWith';
import type { Manifest, ModulePlan } from '../types';
import { appProject } from './appProject';
import { moduleEmitters } from './moduleEmitters';
import { workload } from './workload';

type Workload = ModuleSpecInput['spec']['workload'];

const chart = {
  repository: 'https://charts.example.com/stable',
  name: 'thing',
  version: '1.2.3',
  kinds: [
    { group: 'apps', kind: 'StatefulSet' },
    { group: 'apps', kind: 'Deployment' },
  ],
};

function applicationOf(plan: ModulePlan): Manifest {
  return workload.emit({ ...plan, placement: plan.placements[0] })[0];
}

function kindsOf(plan: ModulePlan): string[] {
  const [project] = appProject.emit(plan);
  const text = JSON.stringify(project.spec);
  const [, list = ''] =
    /"namespaceResourceWhitelist":(\[[^\]]*\])/.exec(text) ?? [];
  const kinds: { group: string; kind: string }[] = JSON.parse(list);
  return kinds.map(({ kind }) => kind);
}

describe('the Application of a chart', () => {
  const plan = planWith({ kind: 'service', chart });

  it('has their chart, and our values from the repository of the module', () => {
    const { spec } = applicationOf(plan);
    expect(spec).not.toHaveProperty('source');
    expect(spec).toMatchObject({
      project: 'shop',
      destination: { name: 'eu-1', namespace: 'shop' },
      sources: [
        {
          repoURL: 'https://charts.example.com/stable',
          chart: 'thing',
          targetRevision: '1.2.3',
          helm: {
            releaseName: 'shop',
            valueFiles: [
              '$values/deploy/values.yaml',
              '$values/deploy/values/production-eu-1.yaml',
            ],
          },
        },
        {
          repoURL: 'https://git.example/m/shop.git',
          targetRevision: 'main',
          ref: 'values',
        },
      ],
    });
    expect(JSON.stringify(spec)).not.toContain('"version"');
  });

  it('calls a registry as Argo CD does', () => {
    const oci = { ...chart, repository: 'oci://registry.example.com/charts' };
    const context = planWith({ kind: 'service', chart: oci });
    const repository = 'registry.example.com/charts';
    expect(applicationOf(context).spec).toMatchObject({
      sources: [{ repoURL: repository, chart: 'thing' }, { ref: 'values' }],
    });
    expect(appProject.emit(context)[0].spec).toMatchObject({
      sourceRepos: ['https://git.example/m/shop.git', repository],
    });
  });

  it('may bring the kinds of generated modules and its own, each once', () => {
    const kinds = kindsOf(plan);
    expect(kinds).toEqual(expect.arrayContaining(['Service', 'StatefulSet']));
    expect(kinds.filter(kind => kind === 'Deployment')).toHaveLength(1);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('brings all objects itself, and waits for no image of ours', () => {
    expect(moduleEmitters.flatMap(({ emit }) => emit(plan))).toEqual([]);
    expect(JSON.stringify(applicationOf(plan))).not.toContain('placeholder');
  });
});

describe('the Application of a module', () => {
  it('leaves replicas to the autoscaler, where there is one', () => {
    const autoscaling = { minReplicas: 1, maxReplicas: 3, cpuPercent: 70 };
    const { spec } = applicationOf(planWith({ kind: 'worker', autoscaling }));
    expect(spec).toMatchObject({
      ignoreDifferences: [
        {
          group: 'apps',
          kind: 'Deployment',
          name: 'shop',
          jsonPointers: ['/spec/replicas'],
        },
      ],
      syncPolicy: {
        syncOptions: expect.arrayContaining(['RespectIgnoreDifferences=true']),
      },
    });
    const fixed = JSON.stringify(applicationOf(planWith({ kind: 'worker' })));
    expect(fixed).not.toContain('gnoreDifferences');
  });

  it('names the placeholder until the spec names an image', () => {
    const annotation = {
      'orchestr8.io/placeholder-image': 'registry.example/placeholder:1',
    };
    const waiting = applicationOf(
      planWith({ kind: 'job', job: { schedule: '0 3 * * *' } }),
    );
    expect(waiting.metadata.annotations).toMatchObject(annotation);
    const { metadata } = applicationOf(
      planWith({ kind: 'service', image: 'a/b:1' }),
    );
    expect(metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '10',
    });
  });
});

describe('the AppProject of a module', () => {
  const volume = { name: 'data', mountPath: '/data', size: '1Gi' };

  it.each<[Workload, string[]]>([
    [
      { kind: 'service', replicas: 1 },
      ['Service', 'ServiceAccount', 'Deployment'],
    ],
    [{ kind: 'worker', replicas: 1 }, ['ServiceAccount', 'Deployment']],
    [
      {
        kind: 'job',
        job: { schedule: '0 3 * * *' },
        volumes: [volume],
        config: { files: { a: 'b' } },
      },
      ['ConfigMap', 'PersistentVolumeClaim', 'ServiceAccount', 'CronJob'],
    ],
  ])('allows what is written for it, and nothing else: %j', (what, kinds) => {
    expect(kindsOf(planWith(what))).toEqual(kinds);
  });

  it('allows what one placement has alone', () => {
    const autoscaling = { minReplicas: 1, maxReplicas: 3, cpuPercent: 70 };
    const placements = [
      { environment: 'production', cluster: 'eu-1' },
      { environment: 'staging', cluster: 'stage-1', autoscaling },
    ];
    expect(kindsOf(planWith({ kind: 'worker' }, { placements }))).toContain(
      'HorizontalPodAutoscaler',
    );
  });
});
